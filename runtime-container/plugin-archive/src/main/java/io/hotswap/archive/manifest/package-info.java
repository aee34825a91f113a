/// The manifest, its schema and the rules beyond the schema.
@NullMarked
package io.hotswap.archive.manifest;

import org.jspecify.annotations.NullMarked;
