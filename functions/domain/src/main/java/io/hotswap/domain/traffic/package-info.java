/// What the versions of a plugin were called lately: what decisions rest on.
@NullMarked
package io.hotswap.domain.traffic;

import org.jspecify.annotations.NullMarked;
