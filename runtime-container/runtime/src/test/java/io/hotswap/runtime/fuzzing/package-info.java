/** Throws what no client should send at a node, while others go on calling it. */
package io.hotswap.runtime.fuzzing;
