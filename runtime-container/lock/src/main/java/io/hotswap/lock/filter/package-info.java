/// System calls by number, and the program with which the kernel filters them.
@NullMarked
package io.hotswap.lock.filter;

import org.jspecify.annotations.NullMarked;
