// SPDX-License-Identifier: Apache-2.0
/*
 * Text: formatted output, numbers in text, comparison; a part of runtime.c.
 *
 * Formats are those of bpf_bprintf_prepare() in kernel/bpf/helpers.c (Linux 6.18): %d %i %u %x %X
 * with l and ll, %c, %s, %pks, %pus, %p and %px, %pK, %ps, %pS, %pB (numbers here: there are no
 * symbols), %pi4, %pI4, %pi6, %pI6, and flags and width in front of them.
 */

enum { PRINT_ARGS = 12, PRINT_BUFFER = 1024, BIN_ARGS = 512, WIDTH_MAX = 8388607, TEXT_COPY = 1024 };

/*
 * What the arguments of a format stand for, taken from the program's memory once and before any text
 * is written: it may be written over what they point to (bpf_bprintf_prepare(), MAX_BPRINTF_BIN_ARGS).
 * Numbers take of the room what they take in the kernel.
 */
struct prepared {
	u8 bytes[BIN_ARGS];
	u32 used, next;		/* bytes in use; the argument that is looked at */
	int known;		/* prepared before: only to be printed */
	struct {
		u32 at, size;
	} of[PRINT_ARGS];
};

struct text {			/* where text goes: what does not fit is only counted */
	u8 *out;
	u64 room, length;
};

struct field {
	int left, plus, space, zero;
	u32 width;
};

static void put(struct text *text, u8 c)
{
	if (text->length < text->room)
		text->out[text->length] = c;
	text->length++;
}

static void pad(struct text *text, u8 c, u64 from, u64 to)
{
	u64 room = text->length < text->room ? text->room - text->length : 0;

	if (from >= to)
		return;
	if (room)
		memset(text->out + text->length, c, to - from < room ? to - from : room);
	text->length += to - from;
}

static void put_text(struct text *text, const struct field *field, const u8 *from, u64 size)
{
	if (!field->left)
		pad(text, ' ', size, field->width);
	for (u64 i = 0; i < size; i++)
		put(text, from[i]);
	if (field->left)
		pad(text, ' ', size, field->width);
}

static void put_number(struct text *text, const struct field *field, u64 value, u32 base, u8 ten,
		       u8 sign)
{
	u8 digits[20];
	u32 count = 0;
	u64 size;

	do {
		u32 digit = value % base;

		digits[count++] = digit < 10 ? '0' + digit : ten + digit - 10;
		value /= base;
	} while (value);
	size = count + (sign != 0);
	if (!field->left && !field->zero)
		pad(text, ' ', size, field->width);
	if (sign)
		put(text, sign);
	if (!field->left && field->zero)
		pad(text, '0', size, field->width);
	while (count)
		put(text, digits[--count]);
	if (field->left)
		pad(text, ' ', size, field->width);
}

static int is_space(u8 c)
{
	return c == ' ' || (c >= 9 && c <= 13);
}

static int is_word(u8 c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* What may follow a conversion that takes no more letters. */
static int ends(u8 c)
{
	return !c || is_space(c) || (c > ' ' && c < 127 && !is_word(c));
}

/*
 * A character of a format, 0 at its end. The program may change the format meanwhile, so nothing is
 * concluded from what was read before, the end least of all.
 */
static u8 char_at(const u8 *at, const u8 *end)
{
	return at < end ? __atomic_load_n(at, __ATOMIC_RELAXED) : 0;
}

/* Where flags and width end; the end of the format where the run is to end before. */
static const u8 *read_field(struct state *st, const u8 *at, const u8 *end, struct field *field)
{
	const u8 *start = at;
	u8 c;

	*field = (struct field){ 0 };
	for (;; at++) {
		if (!((at - start + 1) & (PIECE - 1)) && !next_piece(st))
			return end;
		c = char_at(at, end);
		if (c == '0')
			field->zero = 1;
		else if (c == '+')
			field->plus = 1;
		else if (c == '-')
			field->left = 1;
		else if (c == ' ')
			field->space = 1;
		else
			break;
	}
	for (; c >= '0' && c <= '9'; c = char_at(++at, end)) {
		if (!((at - start + 1) & (PIECE - 1)) && !next_piece(st))
			return end;
		if (field->width <= WIDTH_MAX)
			field->width = field->width * 10 + (c - '0');
	}
	if (field->width > WIDTH_MAX)
		field->width = WIDTH_MAX;
	return at;
}

/* Room for what an argument stands for: -ENOSPC without. `align` is 4 for numbers. */
static s64 prepare(struct prepared *prepared, u32 size, u32 align)
{
	u32 at = (prepared->used + align - 1) & ~(align - 1);

	if (prepared->known)
		return 0;
	if (at + size > BIN_ARGS)
		return -ENOSPC_;
	prepared->used = at + size;
	prepared->of[prepared->next].at = at;
	prepared->of[prepared->next].size = size;
	return 0;
}

/* The text at an address, as far as it may be read and there is room; empty where it may not. */
static s64 put_string(const struct state *st, struct text *text, const struct field *field,
		      struct prepared *prepared, u64 from)
{
	u32 at = prepared->used, room = BIN_ARGS - at, size = 0;
	u8 *copy = prepared->bytes + at;

	if (!prepared->known) {
		if (!room)
			return -ENOSPC_;
		for (; size < room - 1; size++) {
			if (!allowed(st, from + size, 1, 0)) {
				size = 0;
				break;
			}
			copy[size] = __atomic_load_n((const u8 *)P(from + size), __ATOMIC_RELAXED);
			if (!copy[size])
				break;
		}
		prepare(prepared, size + 1, 1);
	}
	at = prepared->of[prepared->next].at;
	put_text(text, field, prepared->bytes + at, prepared->of[prepared->next].size - 1);
	return 0;
}

static void put_v4(struct text *text, const u8 *ip, int filled)
{
	struct field field = { .zero = 1, .width = filled ? 3 : 0 };

	for (int i = 0; i < 4; i++) {
		if (i)
			put(text, '.');
		put_number(text, &field, ip[i], 10, 0, 0);
	}
}

static void put_v6(struct text *text, const u8 *ip, int plain)
{
	struct field field = { .zero = 1, .width = 4 };

	for (int i = 0; i < 8; i++) {
		if (i && !plain)
			put(text, ':');
		put_number(text, &field, ip[2 * i] << 8 | ip[2 * i + 1], 16, 'a', 0);
	}
}

/* The address of a %pi4 and its like as text; zeros where it may not be read. */
static s64 put_ip(const struct state *st, struct text *text, const struct field *field,
		  struct prepared *prepared, u8 how, u8 version, u64 from)
{
	u8 ip[16] = { 0 }, made[48];
	u64 size = version == '4' ? 4 : 16;
	struct text inner = { made, sizeof(made), 0 };
	u32 at;

	if (!prepared->known) {
		if (BIN_ARGS - prepared->used < size)
			return -ENOSPC_;
		if (allowed(st, from, size, 0))
			memcpy(ip, P(from), size);
		if (version == '4')
			put_v4(&inner, ip, how == 'i');
		else
			put_v6(&inner, ip, how == 'i');
		if (inner.length >= BIN_ARGS - prepared->used)	/* snprintf() cuts it */
			inner.length = BIN_ARGS - prepared->used - 1;
		prepare(prepared, inner.length + 1, 1);
		memcpy(prepared->bytes + prepared->of[prepared->next].at, made, inner.length);
	}
	at = prepared->of[prepared->next].at;
	put_text(text, field, prepared->bytes + at, prepared->of[prepared->next].size - 1);
	return 0;
}

static void put_pointer(struct text *text, struct field *field, u64 value)
{
	if (!field->width) {
		field->width = 16;
		field->zero = 1;
	}
	put_number(text, field, value, 16, 'a', 0);
}

static void put_symbol(struct text *text, const struct field *field, u64 value)
{
	u8 made[18];
	struct text inner = { made, sizeof(made), 0 };
	struct field plain = { 0 };

	put(&inner, '0');
	put(&inner, 'x');
	put_number(&inner, &plain, value, 16, 'a', 0);
	put_text(text, field, made, inner.length);
}

/* A conversion that starts with p; where it ends, or NULL with the reason in *problem. */
static const u8 *print_pointer(const struct state *st, struct text *text, struct field *field,
			       struct prepared *prepared, const u8 *at, const u8 *end, u64 value,
			       s64 *problem)
{
	u8 first = char_at(at + 1, end), second = first ? char_at(at + 2, end) : 0;

	if (ends(first)) {
		*problem = prepare(prepared, 8, 4);
		put_pointer(text, field, value);
		return at + 1;
	}
	if ((first == 'k' || first == 'u') && second == 's') {
		if (!ends(char_at(at + 3, end)))
			return NULL;
		*problem = put_string(st, text, field, prepared, value);
		return at + 3;
	}
	if (first == 's' || first == 'S' || first == 'B') {
		*problem = prepare(prepared, 8, 4);
		put_symbol(text, field, value);
		return at + 2;
	}
	if (first == 'K' || first == 'x') {
		*problem = prepare(prepared, 8, 4);
		put_pointer(text, field, value);
		return at + 2;
	}
	if ((first != 'i' && first != 'I') || (second != '4' && second != '6'))
		return NULL;
	*problem = put_ip(st, text, field, prepared, first, second, value);
	return at + 3;
}

static const u8 *print_integer(struct text *text, struct field *field, struct prepared *prepared,
			       const u8 *at, const u8 *end, u64 value, s64 *problem)
{
	int wide = 0;
	u8 sign = 0, c = char_at(at, end);

	for (; c == 'l' && wide < 2; c = char_at(++at, end))
		wide++;
	*problem = prepare(prepared, wide ? 8 : 4, 4);
	if (c == 'd' || c == 'i') {
		s64 number = wide ? (s64)value : (int)value;

		sign = number < 0 ? '-' : field->plus ? '+' : field->space ? ' ' : 0;
		put_number(text, field, number < 0 ? -(u64)number : (u64)number, 10, 0, sign);
		return at + 1;
	}
	value = wide ? value : (u32)value;
	if (c == 'u')
		put_number(text, field, value, 10, 0, 0);
	else if (c == 'x' || c == 'X')
		put_number(text, field, value, 16, c == 'x' ? 'a' : 'A', 0);
	else
		return NULL;
	return at + 1;
}

/* Formats the characters from `fmt` to `end` into `text`: 0, -EINVAL or -ENOSPC. */
static s64 print(struct state *st, struct text *text, const u8 *fmt, const u8 *end,
		 const u64 *args, u32 count, struct prepared *prepared)
{
	struct field field;
	u64 looked = 0;
	u8 c;

	prepared->next = 0;
	while ((c = char_at(fmt, end))) {
		s64 problem = 0;
		u64 value;

		if (text->length - looked > PIECE) {	/* one conversion may be WIDTH_MAX long */
			looked = text->length;
			if (!next_piece(st))
				return -EINVAL_;
		}

		if (c >= 127 || (c < ' ' && !is_space(c)))
			return -EINVAL_;
		if (c != '%') {
			put(text, c);
			fmt++;
			continue;
		}
		if (char_at(fmt + 1, end) == '%') {
			put(text, '%');
			fmt += 2;
			continue;
		}
		if (prepared->next >= count)
			return -EINVAL_;
		value = args[prepared->next];
		fmt = read_field(st, fmt + 1, end, &field);
		c = char_at(fmt, end);
		if (c == 'p') {
			fmt = print_pointer(st, text, &field, prepared, fmt, end, value, &problem);
		} else if (c == 's') {
			if (!ends(char_at(fmt + 1, end)))
				return -EINVAL_;
			problem = put_string(st, text, &field, prepared, value);
			fmt++;
		} else if (c == 'c') {
			u8 one = value;

			problem = prepare(prepared, 1, 1);
			put_text(text, &field, &one, 1);
			fmt++;
		} else {
			fmt = print_integer(text, &field, prepared, fmt, end, value, &problem);
		}
		if (!fmt || problem)
			return fmt ? problem : -EINVAL_;
		prepared->next++;
	}
	return 0;
}

/* The format has a zero among its `size` bytes, or the answer is -EINVAL. */
static s64 print_to_log(struct state *st, u64 fmt, u64 size, const u64 *args, u32 count)
{
	u8 made[PRINT_BUFFER];
	struct text text = { made, PRINT_BUFFER - 1, 0 };
	struct prepared prepared = { .known = 0 };
	const u8 *start = P(fmt), *end = start, *last = start + size;
	s64 problem;
	u64 length;

	while (end < last && __atomic_load_n(end, __ATOMIC_RELAXED))
		if (!((++end - start) & (PIECE - 1)) && !next_piece(st))
			return -EINVAL_;
	problem = end == last ? -EINVAL_ : print(st, &text, start, end, args, count, &prepared);
	if (problem)
		return problem;
	length = text.length < text.room ? text.length : text.room;
	log_record(st, LOG_PRINT, N(made), length, 0, 0);
	return text.length;
}

u64 pp_trace_printk(struct state *st, u64 fmt, u64 size, u64 a, u64 b, u64 c)
{
	u64 args[3] = { a, b, c };

	return print_to_log(st, fmt, size, args, 3);
}

static u32 read_args(u64 *args, u64 from, u64 size)
{
	if (size & 7 || size > PRINT_ARGS * 8 || (size && !from))
		return PRINT_ARGS + 1;
	memcpy(args, P(from), size);
	return size / 8;
}

u64 pp_trace_vprintk(struct state *st, u64 fmt, u64 size, u64 from, u64 from_size)
{
	u64 args[PRINT_ARGS];
	u32 count = read_args(args, from, from_size);

	return count > PRINT_ARGS ? -EINVAL_ : print_to_log(st, fmt, size, args, count);
}

/* To the file of an iterator, which is what was printed: there is always room. */
u64 pp_seq_printf(struct state *st, u64 file, u64 fmt, u64 size, u64 from, u64 from_size)
{
	s64 printed = pp_trace_vprintk(st, fmt, size, from, from_size);

	return printed < 0 ? printed : 0;
}

u64 pp_seq_write(struct state *st, u64 file, u64 from, u64 size)
{
	if (size)
		log_record(st, LOG_PRINT, from, size, 0, 0);
	return 0;
}

/*
 * Text that has been checked. What pp_check_text() says of it is its bytes with the zero, shifted by one,
 * and whether it is constant. What is not is copied before it is read, into `copy`.
 */
static const u8 *steady_text(u8 *copy, u64 address, u64 checked)
{
	u64 last = (checked >> 1) - 1;

	if (checked & 1)
		return P(address);
	memcpy(copy, P(address), last);
	copy[last] = 0;
	return copy;
}

u64 pp_snprintf(struct state *st, u64 to, u64 size, u64 format, u64 checked, u64 from, u64 from_size)
{
	struct text text = { P(to), size ? size - 1 : 0, 0 }, dry = { NULL, 0, 0 };
	struct prepared prepared = { .known = 0 };
	u64 args[PRINT_ARGS];
	u32 count = read_args(args, from, from_size);
	u8 copy[TEXT_COPY];
	const u8 *fmt = steady_text(copy, format, checked), *end = fmt + (checked >> 1) - 1;
	s64 problem;

	if (count > PRINT_ARGS)
		return -EINVAL_;
	/* First without writing: a format that is not well-formed leaves `to` as it is. */
	problem = print(st, &dry, fmt, end, args, count, &prepared);
	if (problem)
		return problem;
	prepared.known = 1;
	print(st, &text, fmt, end, args, count, &prepared);
	if (size)
		text.out[text.length < text.room ? text.length : text.room] = 0;
	return text.length + 1;
}

/* --- numbers: __bpf_strtoull() and _parse_integer() --- */

static int digit_of(u8 c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* How many characters the number takes, or a negative errno. */
static s64 read_number(struct state *st, const u8 *from, u64 size, u64 flags, u64 *value, int *negative)
{
	u64 base = flags & 0x1f, at = 0, first, end;

	*value = 0;
	if (!size || (base && base != 8 && base != 10 && base != 16) || flags & ~0x1fULL)
		return -EINVAL_;
	while (at < size && is_space(from[at]))
		if (!(++at & (PIECE - 1)) && !next_piece(st))
			return -EINVAL_;
	*negative = at < size && from[at] == '-';
	at += *negative;
	if (at == size)
		return -EINVAL_;
	end = size - at > 63 ? at + 63 : size;
	if (from[at] == '0' && at + 1 < end && (from[at + 1] | 32) == 'x' && (!base || base == 16)) {
		if (base || (at + 2 < end && digit_of(from[at + 2]) < 16)) {
			base = 16;
			at += 2;
		}
	}
	if (!base)
		base = from[at] == '0' ? 8 : 10;
	for (first = at; at < end && (u64)digit_of(from[at]) < base; at++) {
		u64 digit = digit_of(from[at]);

		if (*value > (~0ULL - digit) / base)
			return -ERANGE_;
		*value = *value * base + digit;
	}
	return at == first ? -EINVAL_ : (s64)at;
}

/* A program may have it anywhere, and not every CPU stores 64 bits everywhere. */
static void put64(u64 address, u64 value)
{
	__builtin_memcpy(P(address), &value, 8);
}

u64 pp_strtol(struct state *st, u64 from, u64 size, u64 flags, u64 result)
{
	u64 value;
	int negative = 0;
	s64 used = read_number(st, P(from), size, flags, &value, &negative);

	put64(result, 0);
	if (used < 0)
		return used;
	if (negative ? (s64)-value > 0 : (s64)value < 0)
		return -ERANGE_;
	put64(result, negative ? -value : value);
	return used;
}

u64 pp_strtoul(struct state *st, u64 from, u64 size, u64 flags, u64 result)
{
	u64 value;
	int negative = 0;
	s64 used = read_number(st, P(from), size, flags, &value, &negative);

	put64(result, 0);
	if (used < 0)
		return used;
	if (negative)
		return -EINVAL_;
	put64(result, value);
	return used;
}

/* The memory at `one` may change meanwhile; the text does not, and its zero ends the loop. */
u64 pp_strncmp(struct state *st, u64 one, u64 size, u64 other, u64 checked)
{
	u8 copy[TEXT_COPY];
	const u8 *a = P(one), *b = steady_text(copy, other, checked);

	for (u64 i = 0; i < size; i++) {
		u8 left = __atomic_load_n(a + i, __ATOMIC_RELAXED);

		if (left != b[i])
			return left < b[i] ? -1 : 1;
		if (!left || (!((i + 1) & (PIECE - 1)) && !next_piece(st)))
			break;
	}
	return 0;
}

/*
 * Bytes of the constant text at an address: in the one value of an array that nobody changes. 0 when
 * there is none, also where the run is to end before it is known.
 */
static u64 constant_text(struct state *st, u64 address)
{
	const struct map_slot *slot = P(st->maps), *last = P(st->maps_end);

	for (; slot < last; slot++) {
		const struct map *map = P(slot->map);
		u64 end = map->values + map->value_size;

		if (map->type != MAP_ARRAY || !(map->denied & CONSTANT) || map->max_entries != 1 ||
		    !within(address, 1, map->values, end))
			continue;
		for (u64 i = address; i < end; i++) {
			if (!*(const u8 *)P(i))
				return i + 1 - address;
			if (!((i + 1 - address) & (PIECE - 1)) && !next_piece(st))
				return 0;
		}
	}
	return 0;
}

/*
 * Text up to its zero: what it takes, as `steady_text` wants it. The kernel takes constant text only
 * (ARG_PTR_TO_CONST_STR); other text has at most TEXT_COPY bytes here.
 */
u64 pp_check_text(struct state *st, u64 address, u32 at)
{
	u64 size = constant_text(st, address);

	if (size)
		return size << 1 | 1;
	if (st->fault)	/* the fault is noted: this says where */
		return fail(st, FAULT_TIME, at, 0, 0);
	for (; size < TEXT_COPY; size++) {
		if (!allowed(st, address + size, 1, 0))
			return fail(st, FAULT_READ, at, address + size, 1);
		if (!__atomic_load_n((const u8 *)P(address + size), __ATOMIC_RELAXED))
			return (size + 1) << 1;
	}
	return fail(st, FAULT_HELPER, at, address, 0);
}
