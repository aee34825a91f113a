@NullMarked
package io.hotswap.runtime.supervision;

import org.jspecify.annotations.NullMarked;
