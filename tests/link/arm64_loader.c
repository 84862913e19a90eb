/* Puts linked code where it was linked for and calls it: arm64_loader [FILE].
 * Without a file: the addresses of what the code may use. FILE has 64-bit numbers: segments, for each
 * address, size, protection and its bytes, calls, for each function and two arguments. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

extern char **environ;

static uint64_t next(FILE *file)
{
	uint64_t value;
	if (fread(&value, 8, 1, file) != 1)
		exit(3);
	return value;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		printf("strlen %#lx\nqsort %#lx\nenviron %#lx\n", (long)strlen, (long)qsort, (long)&environ);
		return 0;
	}
	FILE *file = fopen(argv[1], "rb");
	for (uint64_t segments = next(file); segments; segments--) {
		void *address = (void *)next(file);
		uint64_t size = next(file), protection = next(file);
		if (mmap(address, size, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != address)
			return 4;
		if (fread(address, 1, size, file) != size)
			return 5;
		__builtin___clear_cache(address, (char *)address + size);
		if (mprotect(address, size, protection))
			return 6;
	}
	for (uint64_t calls = next(file); calls; calls--) {
		uint64_t (*function)(uint64_t, uint64_t) = (void *)next(file);
		uint64_t first = next(file), second = next(file);
		printf("%lu\n", function(first, second));
	}
	return 0;
}
