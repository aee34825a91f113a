/// What people do about the life of versions, and what follows.
@NullMarked
package io.hotswap.domain.lifecycle.operations;

import org.jspecify.annotations.NullMarked;
