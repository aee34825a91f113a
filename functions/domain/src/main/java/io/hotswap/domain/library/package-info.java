/// The Maven artifacts that manifests pin: where they come from, and what is kept of them.
@NullMarked
package io.hotswap.domain.library;

import org.jspecify.annotations.NullMarked;
