/// Whether a version does well, what is done about one that does not, and what people see of it.
@NullMarked
package io.hotswap.domain.health;

import org.jspecify.annotations.NullMarked;
