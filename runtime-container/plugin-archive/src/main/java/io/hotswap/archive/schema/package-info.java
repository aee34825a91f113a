/// Compares two JSON Schemas: whether every document that one accepts is accepted by the other. An
/// answer is certain or not given.
@NullMarked
package io.hotswap.archive.schema;

import org.jspecify.annotations.NullMarked;
