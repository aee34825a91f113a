/// What things are named by: identifiers and environments, for every package to use.
@NullMarked
package io.hotswap.domain.ids;

import org.jspecify.annotations.NullMarked;
