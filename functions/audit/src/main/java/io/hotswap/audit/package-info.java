/// The API of what happened.
@NullMarked
package io.hotswap.audit;

import org.jspecify.annotations.NullMarked;
