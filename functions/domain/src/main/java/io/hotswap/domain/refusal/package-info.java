@NullMarked
package io.hotswap.domain.refusal;

import org.jspecify.annotations.NullMarked;
