// SPDX-License-Identifier: Apache-2.0
/* clang: --target=riscv64-unknown-linux-gnu -mno-relax */
#define AUDIT_ARCH 0xc00000f3
#define REGISTER(n) "a" #n
#define NUMBER "a7"
#define TRAP "ecall"
__asm__(".globl _start\n_start: mv a0, sp\n andi sp, sp, -16\n jal " ENTRY "\n ebreak");
#define CHANGED
#include "generic.h"
