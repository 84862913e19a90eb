/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Annotations of tests in C, for `pytest tests.bpf.c`; see docs/c-tests.md.
 *
 * The words and the tags are those that tools/testing/selftests/bpf of Linux has in progs/bpf_misc.h,
 * so that a file may be a test there and here. A project's own header of this name is found first.
 */
#ifndef PROGPACK_BPF_MISC_H
#define PROGPACK_BPF_MISC_H

#define progpack_text_of(word)	#word
#define progpack_text(word)	progpack_text_of(word)
#define progpack_tag(text)	__attribute__((btf_decl_tag("comment:test_" text)))
/* The number keeps tags apart that have the same text, and keeps their order. */
#define progpack_tag_of_many(word, text) \
	progpack_tag(word "=" progpack_text(__COUNTER__) "=" text)

/* The program must load; it must be refused. */
#define __success		progpack_tag("expect_success")
#define __failure		progpack_tag("expect_failure")
/* The verifier's log must have this text, behind that of the annotation before. */
#define __msg(text)		progpack_tag_of_many("expect_msg", text)
/* A run on 64 bytes of zeros must return this number. */
#define __retval(number)	progpack_tag("retval=" #number)
#define __description(text)	progpack_tag("description=" text)
/* No test itself. */
#define __auxiliary		progpack_tag("auxiliary")
/* BPF_F_TEST_STATE_FREQ and others, for kernels. */
#define __flag(flag)		progpack_tag("prog_flags=" #flag)
/* A test on these machines alone. */
#define __arch_x86_64		progpack_tag("arch=X86_64")
#define __arch_arm64		progpack_tag("arch=ARM64")
#define __arch_riscv64		progpack_tag("arch=RISCV64")

#endif
