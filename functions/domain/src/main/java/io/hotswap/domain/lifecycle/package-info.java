/// Where versions are in their life: active, deprecated or withdrawn.
@NullMarked
package io.hotswap.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
