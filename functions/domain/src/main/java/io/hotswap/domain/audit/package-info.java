@NullMarked
package io.hotswap.domain.audit;

import org.jspecify.annotations.NullMarked;
