/// Why an archive is refused, in words for its author.
@NullMarked
package io.hotswap.archive.violation;

import org.jspecify.annotations.NullMarked;
