/// The Maven artifacts that manifests pin: from where they may come, and how they do.
@NullMarked
package io.hotswap.registration.library;

import org.jspecify.annotations.NullMarked;
