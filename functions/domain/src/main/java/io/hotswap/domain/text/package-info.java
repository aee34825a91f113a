/// Texts that others write, in the room that a stored item has for them.
@NullMarked
package io.hotswap.domain.text;

import org.jspecify.annotations.NullMarked;
