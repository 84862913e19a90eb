/*
 * The first and only process of a kernel that is booted to be measured.
 *
 * It follows the script in /script, a step a line, and says what happened on the console: lines
 * that begin with "@{", each a JSON object; docs/lab.md has the steps and the records. Then it
 * turns the machine off.
 *
 * It is static, so that it is all that the kernel needs. The machine must be little-endian: bitmaps
 * are read byte by byte.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define MAX_PROGRAMS 65536
#define MAX_INSNS 400000
#define MAX_FUNCTIONS 256
#define MAX_CALLERS 64
#define MAX_SEGMENTS 64
/* What bpf_prog_pack has before its bitmap: list and pointer (kernel/bpf/core.c). */
#define PACK_HEAD 24
/* Chunks of a pack of 2 MiB, and a word more: 2026 the record grew a flag before the bitmap. */
#define PACK_BITS (32768 + 64)
#define MAX_PACKS 4096

static int fds[MAX_PROGRAMS];
static struct bpf_insn insns[MAX_INSNS];
static long lines;
static int step;

/* ---- records ---------------------------------------------------------------------------- */

static char line[1 << 20];
static size_t length;

static void add(const char *format, ...)
{
	va_list list;
	int more;

	va_start(list, format);
	more = vsnprintf(line + length, sizeof(line) - length, format, list);
	va_end(list);
	if (more > 0 && length + more < sizeof(line))
		length += more;
}

static void text(const char *name, const char *value)
{
	add(",\"%s\":\"", name);
	for (; *value; value++)
		if (*value == '\n' || *value == '\t')
			add(" ");
		else if (*value == '"' || *value == '\\' || (unsigned char)*value < 32)
			add("?");
		else
			add("%c", *value);
	add("\"");
}

static void begin(const char *op)
{
	length = 0;
	add("@{\"op\":\"%s\"", op);
}

static void finish(void)
{
	size_t done = 0;

	lines++;
	add("}\n");
	while (done < length) {
		ssize_t n = write(1, line + done, length - done);

		if (n <= 0)
			break;
		done += n;
	}
}

static void failed(int error)
{
	add(",\"err\":%d", error);
}

/* ---- files and counters ------------------------------------------------------------------ */

static ssize_t read_file(const char *path, char *to, size_t size)
{
	ssize_t n, total = 0;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	while ((n = read(fd, to + total, size - 1 - total)) > 0)
		total += n;
	close(fd);
	to[total] = 0;
	return total;
}

struct counters {
	long level2_splits, level3_splits, level2_collapses, level3_collapses;
};

static char buffer[1 << 20];

static long counter(const char *name)
{
	const char *found = strstr(buffer, name);

	return found ? atol(found + strlen(name)) : -1;
}

static int read_counters(struct counters *to)
{
	memset(to, 0xff, sizeof(*to));
	if (read_file("/proc/vmstat", buffer, sizeof(buffer)) < 0)
		return -1;
	to->level2_splits = counter("direct_map_level2_splits ");
	to->level3_splits = counter("direct_map_level3_splits ");
	to->level2_collapses = counter("direct_map_level2_collapses ");
	to->level3_collapses = counter("direct_map_level3_collapses ");
	return 0;
}

static void add_counters(const struct counters *c)
{
	const char *comma = "";

	if (c->level2_splits >= 0)
		add("%s\"level2_splits\":%ld", comma, c->level2_splits), comma = ",";
	if (c->level3_splits >= 0)
		add("%s\"level3_splits\":%ld", comma, c->level3_splits), comma = ",";
	if (c->level2_collapses >= 0)
		add("%s\"level2_collapses\":%ld", comma, c->level2_collapses), comma = ",";
	if (c->level3_collapses >= 0)
		add("%s\"level3_collapses\":%ld", comma, c->level3_collapses), comma = ",";
}

static void changed_counters(void)
{
	static struct counters last;
	struct counters now;

	if (read_counters(&now) || !memcmp(&now, &last, sizeof(now)))
		return;
	last = now;
	if (now.level2_splits < 0)
		return;
	add(",\"c\":{");
	add_counters(&now);
	add("}");
}

/* Areas of /proc/vmallocinfo that name a caller, summed by caller and pages. */
static void add_areas(void)
{
	static struct { char caller[48]; long pages, bytes, count; } rows[MAX_CALLERS];
	static char lineof[4096];
	int used = 0, row;
	FILE *file = fopen("/proc/vmallocinfo", "r");

	add(",\"areas\":[");
	while (file && fgets(lineof, sizeof(lineof), file)) {
		char caller[48], *pages = strstr(lineof, " pages=");
		long bytes, number = pages ? atol(pages + 7) : 0;

		if (sscanf(lineof, "%*s %ld %47[^+ ]", &bytes, caller) != 2)
			continue;
		if (!strstr(caller, "bpf") && !strstr(caller, "execmem") && !strstr(caller, "module"))
			continue;
		for (row = 0; row < used; row++)
			if (rows[row].pages == number && rows[row].bytes == bytes &&
			    !strcmp(rows[row].caller, caller))
				break;
		if (row == MAX_CALLERS)
			continue;
		if (row == used) {
			strcpy(rows[row].caller, caller);
			rows[row].pages = number;
			rows[row].bytes = bytes;
			rows[row].count = 0;
			used++;
		}
		rows[row].count++;
	}
	for (row = 0; row < used; row++)
		add("%s[\"%s\",%ld,%ld,%ld]", row ? "," : "", rows[row].caller, rows[row].bytes,
		    rows[row].pages, rows[row].count);
	add("]");
	if (file)
		fclose(file);
}

static void snap(const char *label)
{
	static const char *const maps[] = { "DirectMap4k", "DirectMap2M", "DirectMap1G" };
	struct counters now;
	struct timespec t;
	size_t i;

	clock_gettime(CLOCK_MONOTONIC, &t);
	begin("snap");
	text("label", label);
	add(",\"t\":%ld.%03ld", (long)t.tv_sec, t.tv_nsec / 1000000);
	read_counters(&now);
	if (now.level2_splits >= 0) {
		add(",");
		add_counters(&now);
	}
	if (read_file("/proc/meminfo", buffer, sizeof(buffer)) > 0)
		for (i = 0; i < 3; i++) {
			char *found = strstr(buffer, maps[i]);

			if (found)
				add(",\"%s\":%ld", maps[i], atol(strchr(found, ':') + 1));
		}
	add_areas();
	finish();
}

/* ---- the kernel's list of packs, by /proc/kcore ------------------------------------------ */

static Elf64_Phdr segments[MAX_SEGMENTS];
static int segment_count, kcore = -1;

static int open_kcore(void)
{
	Elf64_Ehdr head;

	if (kcore >= 0)
		return 0;
	kcore = open("/proc/kcore", O_RDONLY);
	if (kcore < 0 || pread(kcore, &head, sizeof(head), 0) != sizeof(head))
		return -1;
	segment_count = head.e_phnum < MAX_SEGMENTS ? head.e_phnum : MAX_SEGMENTS;
	return pread(kcore, segments, segment_count * sizeof(*segments), head.e_phoff) < 0 ? -1 : 0;
}

static int peek(uint64_t address, void *to, size_t size)
{
	int i;

	for (i = 0; i < segment_count; i++) {
		const Elf64_Phdr *s = &segments[i];

		if (s->p_type == PT_LOAD && address >= s->p_vaddr &&
		    address + size <= s->p_vaddr + s->p_memsz &&
		    pread(kcore, to, size, s->p_offset + (address - s->p_vaddr)) == (ssize_t)size)
			return 0;
	}
	return -1;
}

static uint64_t symbol(const char *name)
{
	static char lineof[512];
	char found[256], type;
	uint64_t address, result = 0;
	FILE *file = fopen("/proc/kallsyms", "r");

	while (file && fgets(lineof, sizeof(lineof), file))
		if (sscanf(lineof, "%lx %c %255s", &address, &type, found) == 3 &&
		    !strcmp(found, name)) {
			result = address;
			break;
		}
	if (file)
		fclose(file);
	return result;
}

static void packs(const char *label)
{
	static unsigned char bits[PACK_BITS / 8];
	static uint64_t head;
	uint64_t node = 0, member[3];
	const char *why = NULL;
	int count = 0;

	if (!head)
		head = symbol("pack_list");
	begin("packs");
	text("label", label);
	if (!head)
		why = "this kernel has no symbol pack_list (CONFIG_KALLSYMS_ALL)";
	else if (open_kcore())
		why = "/proc/kcore cannot be read";
	else if (peek(head, &node, sizeof(node)))
		why = "pack_list is not in /proc/kcore";
	if (why) {
		text("why", why);
		finish();
		return;
	}
	add(",\"p\":[");
	for (; node != head && count < MAX_PACKS; node = member[0], count++) {
		int bit, first = -1, runs = 0;

		if (peek(node, member, sizeof(member)) || peek(node + PACK_HEAD, bits, sizeof(bits)))
			break;
		add("%s{\"ptr\":\"0x%lx\",\"r\":[", count ? "," : "", member[2]);
		for (bit = 0; bit <= PACK_BITS; bit++) {
			int taken = bit < PACK_BITS && bits[bit / 8] >> bit % 8 & 1;

			if (taken && first < 0)
				first = bit;
			if (!taken && first >= 0) {
				add("%s[%d,%d]", runs++ ? "," : "", first, bit - first);
				first = -1;
			}
		}
		add("]}");
	}
	add("]");
	if (node != head)
		text("cut", "the list could not be read to its end");
	finish();
}

/* ---- programs ---------------------------------------------------------------------------- */

static long bpf(int command, union bpf_attr *attr)
{
	return syscall(__NR_bpf, command, attr, sizeof(*attr));
}

/* r0 = number, as often as asked, then exit: machine code of a size that grows with it. */
static int fill(struct bpf_insn *to, int count)
{
	int i;

	for (i = 0; i < count - 1; i++)
		to[i] = (struct bpf_insn){ .code = BPF_ALU64 | BPF_MOV | BPF_K, .imm = 0x12345678 };
	to[count - 1] = (struct bpf_insn){ .code = BPF_JMP | BPF_EXIT };
	return count;
}

/* One function that calls the others, all of them of so many instructions. */
static int make(int count, int functions)
{
	int at = 0, i;

	for (i = 1; i < functions; i++, at++)
		insns[at] = (struct bpf_insn){ .code = BPF_JMP | BPF_CALL, .src_reg = BPF_PSEUDO_CALL };
	at += fill(insns + at, count);
	for (i = 1; i < functions; i++) {
		insns[i - 1].imm = at - i;
		at += fill(insns + at, count);
	}
	return at;
}

static void describe(int fd, int functions)
{
	static uint64_t addresses[MAX_FUNCTIONS];
	static uint32_t lengths[MAX_FUNCTIONS];
	struct bpf_prog_info info;
	union bpf_attr attr;
	uint32_t i;

	memset(&info, 0, sizeof(info));
	memset(&attr, 0, sizeof(attr));
	info.jited_ksyms = (uint64_t)(uintptr_t)addresses;
	info.nr_jited_ksyms = MAX_FUNCTIONS;
	info.jited_func_lens = (uint64_t)(uintptr_t)lengths;
	info.nr_jited_func_lens = MAX_FUNCTIONS;
	attr.info.bpf_fd = fd;
	attr.info.info_len = sizeof(info);
	attr.info.info = (uint64_t)(uintptr_t)&info;
	if (bpf(BPF_OBJ_GET_INFO_BY_FD, &attr)) {
		failed(errno);
		return;
	}
	add(",\"jl\":%u,\"xl\":%u,\"a\":\"0x%llx\"", info.jited_prog_len, info.xlated_prog_len,
	    info.nr_jited_ksyms ? (unsigned long long)addresses[0] : 0ULL);
	if (functions < 2)
		return;
	/* By the first of them, of the others. */
	add(",\"calls\":%d,\"subs\":[", functions - 1);
	for (i = 0; i < info.nr_jited_ksyms && i < MAX_FUNCTIONS; i++)
		add("%s[\"0x%llx\",%u]", i ? "," : "", (unsigned long long)addresses[i], lengths[i]);
	add("]");
}

static void load(const char *op, int id, int count, int functions)
{
	struct timespec before, after;
	union bpf_attr attr;
	long fd;

	memset(&attr, 0, sizeof(attr));
	attr.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	attr.insn_cnt = make(count, functions);
	attr.insns = (uint64_t)(uintptr_t)insns;
	attr.license = (uint64_t)(uintptr_t)"GPL";
	clock_gettime(CLOCK_MONOTONIC, &before);
	fd = bpf(BPF_PROG_LOAD, &attr);
	clock_gettime(CLOCK_MONOTONIC, &after);
	begin(op);
	add(",\"i\":%d,\"id\":%d,\"n\":%d,\"us\":%ld", step, id, count,
	    (after.tv_sec - before.tv_sec) * 1000000L + (after.tv_nsec - before.tv_nsec) / 1000);
	if (fd < 0) {
		failed(errno);
	} else {
		fds[id] = fd;
		describe(fd, functions);
	}
	changed_counters();
	finish();
}

/* Areas with a struct bpf_prog: it is freed after the program's machine code, by the same work. */
static long program_areas(void)
{
	static char lineof[4096];
	FILE *file = fopen("/proc/vmallocinfo", "r");
	long count = 0;

	while (file && fgets(lineof, sizeof(lineof), file))
		count += strstr(lineof, " bpf_prog_alloc") || strstr(lineof, " bpf_prog_realloc");
	if (file)
		fclose(file);
	return count;
}

static long areas_before, closed;

static void unload(int id)
{
	areas_before = program_areas();
	closed = 1;
	close(fds[id]);
	fds[id] = 0;
	begin("U");
	add(",\"i\":%d,\"id\":%d", step, id);
	finish();
}

static void unload_all(void)
{
	int id;

	areas_before = program_areas();
	closed = 0;
	for (id = 0; id < MAX_PROGRAMS; id++)
		if (fds[id]) {
			close(fds[id]);
			fds[id] = 0;
			closed++;
		}
	begin("UA");
	add(",\"i\":%d", step);
	finish();
}

static void rest(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/*
 * Wait until what was unloaded is freed, by RCU and then a work item, and a little longer. With one
 * CPU membarrier(2) waits for nothing, so it is looked at what is left.
 */
static void settle(long ms)
{
	int tries;

	for (tries = 0; areas_before > 0 && tries < 1000; tries++) {
		if (program_areas() <= areas_before - closed)
			break;
		rest(5);
	}
	rest(ms);
}

/* ---- the script -------------------------------------------------------------------------- */

static void read_setting(const char *path)
{
	begin("rd");
	text("f", path);
	text("v", read_file(path, buffer, sizeof(buffer)) < 0 ? "-" : buffer);
	finish();
}

static void write_setting(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);
	int bad = fd < 0 || write(fd, value, strlen(value)) < 0;

	begin("wr");
	text("f", path);
	text("v", value);
	if (bad)
		failed(errno);
	finish();
	if (fd >= 0)
		close(fd);
}

static void start(void)
{
	struct utsname name;
	struct sysinfo info;

	uname(&name);
	sysinfo(&info);
	begin("start");
	text("kernel", name.release);
	text("arch", name.machine);
	text("version", name.version);
	add(",\"uptime\":%ld,\"pagesize\":%ld,\"mem\":%llu,\"cpus\":%ld", info.uptime,
	    sysconf(_SC_PAGESIZE), (unsigned long long)info.totalram * info.mem_unit,
	    sysconf(_SC_NPROCESSORS_ONLN));
	finish();
}

static int valid(int id, int count, int functions)
{
	return id >= 0 && id < MAX_PROGRAMS && count > 0 && functions > 0 &&
	       functions < MAX_FUNCTIONS && (long)(count + 1) * functions < MAX_INSNS;
}

static int follow(char *words)
{
	char op[16] = "", a[256] = "", b[256] = "", c[256] = "";

	sscanf(words, "%15s %255s %255s %255s", op, a, b, c);
	step++;
	if (!strcmp(op, "L") && !fds[atoi(a)] && valid(atoi(a), atoi(b), 1))
		load("L", atoi(a), atoi(b), 1);
	else if (!strcmp(op, "S") && !fds[atoi(a)] && valid(atoi(a), atoi(b), atoi(c) + 1))
		load("S", atoi(a), atoi(b), atoi(c) + 1);
	else if (!strcmp(op, "U") && valid(atoi(a), 1, 1))
		fds[atoi(a)] ? unload(atoi(a)) : (void)0;
	else if (!strcmp(op, "UA"))
		unload_all();
	else if (!strcmp(op, "snap"))
		snap(a);
	else if (!strcmp(op, "packs"))
		packs(a);
	else if (!strcmp(op, "rd"))
		read_setting(a);
	else if (!strcmp(op, "wr"))
		write_setting(a, b);
	else if (!strcmp(op, "sync"))
		settle(atol(a));
	else
		return -1;
	return 0;
}

int main(void)
{
	struct rlimit files = { MAX_PROGRAMS + 64, MAX_PROGRAMS + 64 };
	static char words[1024];
	FILE *script;

	if (getpid() != 1) {
		/* It mounts file systems and turns the machine off. */
		fputs("init: only for the first process of a machine\n", stderr);
		return 1;
	}
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	setrlimit(RLIMIT_NOFILE, &files);
	start();
	script = fopen("/script", "r");
	while (script && fgets(words, sizeof(words), script))
		if (follow(words)) {
			begin("bad");
			text("step", words);
			finish();
			break;
		}
	begin("end");
	add(",\"lines\":%ld", lines);
	finish();
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
