@NullMarked
package io.hotswap.runtime.plugin;

import org.jspecify.annotations.NullMarked;
