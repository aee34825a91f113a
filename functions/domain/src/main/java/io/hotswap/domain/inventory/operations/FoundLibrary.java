package io.hotswap.domain.inventory.operations;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.inventory.LibraryUse;
import java.util.SortedMap;
import java.util.SortedSet;

/// A version that holds the library, and whom it serves.
///
/// @param serves tenants by the environments in which it serves; of one in which it does, possibly
///   none that is known
public record FoundLibrary(LibraryUse use, SortedMap<Environment, SortedSet<String>> serves) {}
