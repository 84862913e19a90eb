// SPDX-License-Identifier: Apache-2.0
/* What a traced function was given and what it returned, and what a CPU recorded; a part of runtime.c. */

enum { FEXIT = 25, MODIFY_RETURN = 26 };	/* enum bpf_attach_type */
enum { WORD = 8, BRANCH_SIZE = 1 };	/* BPF_F_GET_BRANCH_RECORDS_SIZE */

static int has_result(const struct state *st)
{
	return st->attach == FEXIT || st->attach == MODIFY_RETURN;
}

/* How many arguments the function has: what it returned comes behind them. */
static u64 arguments(const struct state *st)
{
	u64 words = (st->ctx_end - st->ctx) / WORD;

	return words ? words - has_result(st) : 0;
}

u64 pp_get_func_arg(struct state *st, u64 ctx, u64 number, u64 to)
{
	if ((u32)number >= arguments(st))
		return -EINVAL_;
	__builtin_memcpy(P(to), P(ctx + WORD * (u32)number), WORD);
	return 0;
}

u64 pp_get_func_ret(struct state *st, u64 ctx, u64 to)
{
	if (!has_result(st) || st->ctx_end == st->ctx)
		return -EOPNOTSUPP_;
	__builtin_memcpy(P(to), P(ctx + WORD * arguments(st)), WORD);
	return 0;
}

u64 pp_get_func_arg_cnt(struct state *st, u64 ctx)
{
	return arguments(st);
}

/* What the probed function returns in place of what it does. */
u64 pp_set_retval_of_function(struct state *st, u64 ctx, u64 value)
{
	st->retval_set = 1;
	st->retval = (u32)value;
	return 0;
}

enum { INIT = 1, LAST_SIGNAL = 64 };

/* A signal for the current task: noted only. The first process gets none, as its end is the kernel's. */
static u64 note_signal(struct state *st, u32 number, u32 thread)
{
	u32 head[2] = { number, thread };

	if (pp_get_current_pid_tgid(st) >> 32 == INIT)
		return -EPERM_;
	if (number > LAST_SIGNAL)
		return -EINVAL_;
	if (number)	/* with 0 it is only asked whether one could be sent */
		log_record(st, LOG_SIGNAL, N(head), sizeof(head), 0, 0);
	return 0;
}

u64 pp_send_signal(struct state *st, u64 number)
{
	return note_signal(st, number, 0);
}

u64 pp_send_signal_thread(struct state *st, u64 number)
{
	return note_signal(st, number, 1);
}

/* No branch was recorded. */
u64 pp_read_branch_records(struct state *st, u64 ctx, u64 to, u64 size, u64 flags)
{
	return flags & ~(u64)BRANCH_SIZE ? -EINVAL_ : -ENOENT_;
}

u64 pp_get_branch_snapshot(struct state *st, u64 to, u64 size, u64 flags)
{
	return flags ? -EINVAL_ : -ENOENT_;
}
