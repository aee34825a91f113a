package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Registered plugins and their versions. Reads are consistent, except lists, which may lag behind
/// by a moment.
public interface Plugins {
  Optional<RegisteredPlugin> find(PluginId id);

  Optional<PluginVersion> find(PluginId id, SemanticVersion version);

  /// Those that differ from it in nothing but build metadata, itself included.
  List<PluginVersion> samePrecedence(PluginId id, SemanticVersion version);

  /// By name.
  Page<RegisteredPlugin> list(PageRequest page);

  /// The numbers of all versions, in no order. Their manifests may be too many for a function's
  /// memory.
  List<SemanticVersion> versions(PluginId id);

  /// Those of some versions that are there, in no order.
  List<PluginVersion> find(PluginId id, Collection<SemanticVersion> versions);

  /// Writes all of an addition or nothing.
  Added add(Addition addition);

  /// Carries out all of a removal or nothing.
  Removed remove(Removal removal);

  /// What became of a binary's bytes so far. Looked at before the bytes are stored: what is removed
  /// since then keeps the version from being added.
  BinaryRemovals removals(Digest digest);

  /// @param count how often the bytes were removed
  /// @param atWorkUntil until when somebody may be removing them; in the past when nobody does
  record BinaryRemovals(long count, Instant atWorkUntil) {}

  /// Announces that a version's bytes are about to be removed, unless the version is there or
  /// somebody is removing them: in one transaction, so that a version that is added at the same
  /// time either keeps its bytes or is not added.
  ///
  /// @param until when the removal is over, or given up
  boolean beginRemoval(PluginVersion version, Instant until);

  /// The bytes are gone. Ends nobody else's removal, however late it comes.
  ///
  /// @param until what it was begun with
  void endRemoval(Digest digest, Instant until);

  /// A new version.
  ///
  /// @param plugin as it is then; its revision tells what it was before
  /// @param upload the upload it came by, completed; it must still be open
  /// @param removals what was seen before its bytes were stored
  record Addition(
      RegisteredPlugin plugin,
      PluginVersion version,
      Optional<Upload> upload,
      BinaryRemovals removals,
      AuditRecord audit) {}

  enum Added {
    Written,
    /// The version is there already.
    VersionExists,
    /// The plugin was changed since it was read.
    PluginChanged,
    /// The upload is gone or completed.
    UploadClosed,
    /// The bytes were removed since they were stored.
    BinaryRemoved
  }

  /// Versions that go, unless the plugin is deployed or being deployed anywhere.
  ///
  /// @param plugin as it was read
  /// @param remaining as it is then; empty when the last versions go, and the plugin with them
  /// @param versions at most [#MOST]
  record Removal(
      RegisteredPlugin plugin,
      Optional<RegisteredPlugin> remaining,
      List<PluginVersion> versions,
      AuditRecord audit) {
    /// As many as one transaction holds, beside its conditions.
    public static final int MOST = 80;

    public Removal {
      versions = List.copyOf(versions);
    }
  }

  enum Removed {
    Written,
    InUse,
    PluginChanged
  }
}
