@NullMarked
package io.hotswap.domain.node;

import org.jspecify.annotations.NullMarked;
