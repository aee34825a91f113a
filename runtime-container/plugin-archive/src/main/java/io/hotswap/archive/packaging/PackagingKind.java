package io.hotswap.archive.packaging;

import java.util.Optional;

/// One way of packing that is not a plugin's.
///
/// @param what with an article: "an executable Spring Boot jar"
/// @param instead what its author does to get a plugin
/// @param signs what identifies the kind, where there is no HotSwap manifest
/// @param losses signs that its classes would never be found, so that it is no plugin even with a
///   manifest
record PackagingKind(String what, String instead, ArchiveSigns signs, ArchiveSigns losses) {
  PackagingKind(String what, String instead, ArchiveSigns signs) {
    this(what, instead, signs, ArchiveSigns.NONE);
  }

  Optional<ForeignPackaging> recognise(ArchiveListing listing, boolean hasManifest) {
    return (hasManifest ? losses : losses.or(signs))
        .in(listing)
        .map(seen -> new ForeignPackaging(what + " (it has " + seen + ")", instead));
  }
}
