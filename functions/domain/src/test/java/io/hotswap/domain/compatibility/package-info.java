@NullMarked
package io.hotswap.domain.compatibility;

import org.jspecify.annotations.NullMarked;
