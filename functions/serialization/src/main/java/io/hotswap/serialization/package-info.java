/// Values as JSON: one form of times, ids and absent values for storage and wire.
@NullMarked
package io.hotswap.serialization;

import org.jspecify.annotations.NullMarked;
