@NullMarked
package io.hotswap.domain.plugin;

import org.jspecify.annotations.NullMarked;
