package io.hotswap.domain.inventory;

import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.PluginVersion;
import java.util.List;

/// Which libraries versions hold. A version's are written by one of its checks and removed with it.
public interface LibraryInventories {
  /// Of one version, at most: what is beyond is not kept.
  int MOST = 1_000;

  /// Two that write the same version's at once write the same.
  void write(PluginVersion version, List<BundledLibrary> libraries);

  /// In the order in which they were written. Consistent read.
  List<BundledLibrary> of(PluginVersion version);

  /// By version of the library, as text. Eventually consistent; a use may be of a version, or of an
  /// archive of it, that was removed since. A page may have fewer than were asked for.
  Page<LibraryUse> uses(LibraryQuery query, PageRequest page);
}
