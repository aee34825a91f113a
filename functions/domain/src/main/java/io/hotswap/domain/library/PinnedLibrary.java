package io.hotswap.domain.library;

import io.hotswap.domain.ids.Digest;

/// A library as a manifest pins it.
///
/// @param digest of its jar
public record PinnedLibrary(LibraryCoordinates coordinates, Digest digest) {}
