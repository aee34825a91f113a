@NullMarked
package io.hotswap.runtime.disk;

import org.jspecify.annotations.NullMarked;
