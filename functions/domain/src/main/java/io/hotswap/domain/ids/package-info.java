/// Identifiers and environments, usable by every package.
@NullMarked
package io.hotswap.domain.ids;

import org.jspecify.annotations.NullMarked;
