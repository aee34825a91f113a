/// Versions' manifests and their schemas, compared.
@NullMarked
package io.hotswap.api.compatibility;

import org.jspecify.annotations.NullMarked;
