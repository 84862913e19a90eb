// SPDX-License-Identifier: Apache-2.0
/* clang: --target=loongarch64-unknown-linux-gnu -mno-relax */
#define AUDIT_ARCH 0xc0000102
#define REGISTER(n) "$a" #n
#define NUMBER "$a7"
#define TRAP "syscall 0"
__asm__(".globl _start\n_start: move $a0, $sp\n bl " ENTRY "\n break 0");
#define CHANGED "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8",
#include "generic.h"
