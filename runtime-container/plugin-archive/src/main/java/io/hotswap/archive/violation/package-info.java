/// The reasons why an archive is refused, written for its author.
@NullMarked
package io.hotswap.archive.violation;

import org.jspecify.annotations.NullMarked;
