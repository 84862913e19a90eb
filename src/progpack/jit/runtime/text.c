// SPDX-License-Identifier: Apache-2.0
/*
 * Text: formatted output, numbers in text, comparison; a part of runtime.c.
 *
 * Formats are those of bpf_bprintf_prepare() in kernel/bpf/helpers.c (Linux 6.18): %d %i %u %x %X
 * with l and ll, %c, %s, %pks, %pus, %p and %px, %pK, %ps, %pS, %pB (numbers here: there are no
 * symbols), %pi4, %pI4, %pi6, %pI6, and flags and width in front of them.
 */

enum { PRINT_ARGS = 12, PRINT_BUFFER = 1024, WIDTH_MAX = 8388607 };

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
	for (; from < to; from++)
		put(text, c);
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

static const u8 *read_field(const u8 *at, struct field *field)
{
	*field = (struct field){ 0 };
	for (;; at++) {
		if (*at == '0')
			field->zero = 1;
		else if (*at == '+')
			field->plus = 1;
		else if (*at == '-')
			field->left = 1;
		else if (*at == ' ')
			field->space = 1;
		else
			break;
	}
	for (; *at >= '0' && *at <= '9'; at++)
		if (field->width <= WIDTH_MAX)
			field->width = field->width * 10 + (*at - '0');
	if (field->width > WIDTH_MAX)
		field->width = WIDTH_MAX;
	return at;
}

/* The text at an address, as far as it may be read; empty where it may not. */
static void put_string(const struct state *st, struct text *text, const struct field *field, u64 from)
{
	u8 copy[PRINT_BUFFER];
	u64 size = 0;

	for (; size < PRINT_BUFFER - 1; size++) {
		if (!allowed(st, from + size, 1, 0)) {
			size = 0;
			break;
		}
		copy[size] = *(const u8 *)P(from + size);
		if (!copy[size])
			break;
	}
	put_text(text, field, copy, size);
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
static void put_ip(const struct state *st, struct text *text, const struct field *field, u8 how,
		   u8 version, u64 from)
{
	u8 ip[16] = { 0 }, made[48];
	u64 size = version == '4' ? 4 : 16;
	struct text inner = { made, sizeof(made), 0 };

	if (allowed(st, from, size, 0))
		memcpy(ip, P(from), size);
	if (version == '4')
		put_v4(&inner, ip, how == 'i');
	else
		put_v6(&inner, ip, how == 'i');
	put_text(text, field, made, inner.length);
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

/* A conversion that starts with p; where it ends, or NULL. */
static const u8 *print_pointer(const struct state *st, struct text *text, struct field *field,
			       const u8 *at, u64 value)
{
	if (ends(at[1])) {
		put_pointer(text, field, value);
		return at + 1;
	}
	if ((at[1] == 'k' || at[1] == 'u') && at[2] == 's') {
		if (!ends(at[3]))
			return NULL;
		put_string(st, text, field, value);
		return at + 3;
	}
	if (at[1] == 's' || at[1] == 'S' || at[1] == 'B') {
		put_symbol(text, field, value);
		return at + 2;
	}
	if (at[1] == 'K' || at[1] == 'x') {
		put_pointer(text, field, value);
		return at + 2;
	}
	if ((at[1] != 'i' && at[1] != 'I') || (at[2] != '4' && at[2] != '6'))
		return NULL;
	put_ip(st, text, field, at[1], at[2], value);
	return at + 3;
}

static const u8 *print_integer(struct text *text, struct field *field, const u8 *at, u64 value)
{
	int wide = 0;
	u8 sign = 0;

	for (; *at == 'l' && wide < 2; at++)
		wide++;
	if (*at == 'd' || *at == 'i') {
		s64 number = wide ? (s64)value : (int)value;

		sign = number < 0 ? '-' : field->plus ? '+' : field->space ? ' ' : 0;
		put_number(text, field, number < 0 ? -(u64)number : (u64)number, 10, 0, sign);
		return at + 1;
	}
	value = wide ? value : (u32)value;
	if (*at == 'u')
		put_number(text, field, value, 10, 0, 0);
	else if (*at == 'x' || *at == 'X')
		put_number(text, field, value, 16, *at == 'x' ? 'a' : 'A', 0);
	else
		return NULL;
	return at + 1;
}

/* Formats into `text`: 0, or -EINVAL for a format that is not well-formed. `fmt` ends with a 0. */
static s64 print(const struct state *st, struct text *text, const u8 *fmt, const u64 *args, u32 count)
{
	struct field field;
	u32 used = 0;

	while (*fmt) {
		if (*fmt >= 127 || (*fmt < ' ' && !is_space(*fmt)))
			return -EINVAL_;
		if (*fmt != '%') {
			put(text, *fmt++);
			continue;
		}
		if (fmt[1] == '%') {
			put(text, '%');
			fmt += 2;
			continue;
		}
		if (used >= count)
			return -EINVAL_;
		fmt = read_field(fmt + 1, &field);
		if (*fmt == 'p') {
			fmt = print_pointer(st, text, &field, fmt, args[used]);
		} else if (*fmt == 's') {
			if (!ends(fmt[1]))
				return -EINVAL_;
			put_string(st, text, &field, args[used]);
			fmt++;
		} else if (*fmt == 'c') {
			u8 c = args[used];

			put_text(text, &field, &c, 1);
			fmt++;
		} else {
			fmt = print_integer(text, &field, fmt, args[used]);
		}
		if (!fmt)
			return -EINVAL_;
		used++;
	}
	return 0;
}

/* The format with a 0 behind it, which the program may not have put there: -EINVAL then. */
static s64 print_to_log(struct state *st, u64 fmt, u64 size, const u64 *args, u32 count)
{
	u8 made[PRINT_BUFFER], copy[PRINT_BUFFER];
	struct text text = { made, PRINT_BUFFER - 1, 0 };
	u64 length = 0;

	for (; length < size && length < PRINT_BUFFER; length++) {
		copy[length] = ((const u8 *)P(fmt))[length];
		if (!copy[length])
			break;
	}
	if (length == size || length == PRINT_BUFFER || print(st, &text, copy, args, count))
		return -EINVAL_;
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

u64 pp_snprintf(struct state *st, u64 to, u64 size, u64 fmt, u64 from, u64 from_size)
{
	struct text text = { P(to), size ? size - 1 : 0, 0 };
	u64 args[PRINT_ARGS];
	u32 count = read_args(args, from, from_size);

	if (count > PRINT_ARGS)
		return -EINVAL_;
	/* First without writing: a format that is not well-formed leaves `to` as it is. */
	{
		struct text dry = { NULL, 0, 0 };
		s64 problem = print(st, &dry, P(fmt), args, count);

		if (problem)
			return problem;
	}
	print(st, &text, P(fmt), args, count);
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
static s64 read_number(const u8 *from, u64 size, u64 flags, u64 *value, int *negative)
{
	u64 base = flags & 0x1f, at = 0, first, end;

	*value = 0;
	if (!size || (base && base != 8 && base != 10 && base != 16) || flags & ~0x1fULL)
		return -EINVAL_;
	while (at < size && is_space(from[at]))
		at++;
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
	s64 used = read_number(P(from), size, flags, &value, &negative);

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
	s64 used = read_number(P(from), size, flags, &value, &negative);

	put64(result, 0);
	if (used < 0)
		return used;
	if (negative)
		return -EINVAL_;
	put64(result, value);
	return used;
}

u64 pp_strncmp(struct state *st, u64 one, u64 size, u64 other)
{
	const u8 *a = P(one), *b = P(other);

	for (u64 i = 0; i < size; i++) {
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
		if (!a[i])
			break;
	}
	return 0;
}

u64 pp_check_text(struct state *st, u64 address, u32 at)
{
	for (u64 i = address;; i++) {
		if (!allowed(st, i, 1, 0))
			return fail(st, FAULT_READ, at, i, 1);
		if (!*(const u8 *)P(i))
			return 1;
	}
}
