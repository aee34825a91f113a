@NullMarked
package io.hotswap.runtime.forwarding;

import org.jspecify.annotations.NullMarked;
