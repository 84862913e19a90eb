// SPDX-License-Identifier: Apache-2.0
/* clang: --target=aarch64-unknown-linux-gnu */
#define AUDIT_ARCH 0xc00000b7
#define REGISTER(n) "x" #n
#define NUMBER "x8"
#define TRAP "svc #0"
__asm__(".globl _start\n_start: mov x29, #0\n mov x0, sp\n bl " ENTRY "\n brk #0");
#define CHANGED
#include "generic.h"
