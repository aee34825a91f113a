/// Starts a node for no other end than to learn how nodes start.
@NullMarked
package io.hotswap.runtime.training;

import org.jspecify.annotations.NullMarked;
