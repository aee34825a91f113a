/// What a version promises and asks for, compared with an earlier one: whether its number tells the
/// truth.
@NullMarked
package io.hotswap.domain.compatibility;

import org.jspecify.annotations.NullMarked;
