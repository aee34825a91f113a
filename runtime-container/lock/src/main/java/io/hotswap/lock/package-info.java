/// Keeps a process to what it was given, by means of the Linux kernel that need no privilege.
@NullMarked
package io.hotswap.lock;

import org.jspecify.annotations.NullMarked;
