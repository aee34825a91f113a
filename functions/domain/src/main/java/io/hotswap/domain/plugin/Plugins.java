package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.erasure.Erasure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Registered plugins and their versions. Reads are consistent, except lists, which are eventually
/// consistent.
public interface Plugins {
  Optional<RegisteredPlugin> find(PluginId id);

  Optional<PluginVersion> find(PluginId id, SemanticVersion version);

  /// The versions that differ from it in build metadata only, itself included.
  List<PluginVersion> samePrecedence(PluginId id, SemanticVersion version);

  /// By name.
  Page<RegisteredPlugin> list(PageRequest page);

  /// The version numbers, in no order. All manifests together might exceed a function's memory.
  List<SemanticVersion> versions(PluginId id);

  /// The given versions, as far as they exist, in no order.
  List<PluginVersion> find(PluginId id, Collection<SemanticVersion> versions);

  /// Writes an addition atomically.
  Added add(Addition addition);

  /// Gives a version the signature that it has afterwards.
  ///
  /// @return false when the version was removed or signed since it was read
  boolean sign(PluginVersion before, PluginVersion after, AuditRecord audit);

  /// Carries out a removal atomically.
  Removed remove(Removal removal);

  /// Removals of a binary's bytes so far. Read before the bytes are stored: a later removal makes
  /// the addition of the version fail.
  BinaryRemovals removals(Digest digest);

  /// @param count how often the bytes were removed
  /// @param inProgressUntil end of a removal in progress; in the past when there is none
  record BinaryRemovals(long count, Instant inProgressUntil) {}

  /// Announces the removal of a version's bytes, unless the version is registered or a removal is
  /// in progress. It is one transaction, so that a version added concurrently either keeps its
  /// bytes or is not added.
  ///
  /// @param until when the removal is complete, or has to be considered abandoned
  /// @return whether the caller may remove the bytes
  boolean beginRemoval(PluginVersion version, Instant until);

  /// Ends the removal after the bytes were deleted. A late call does not end another removal.
  ///
  /// @param until the value that it was begun with
  void endRemoval(Digest digest, Instant until);

  /// A new version.
  ///
  /// @param plugin after the addition; the stored revision must be the one before
  /// @param checks the first record of its checks
  /// @param upload its upload, marked completed; the stored one must still be open
  /// @param removals as read before its bytes were stored
  record Addition(
      RegisteredPlugin plugin,
      PluginVersion version,
      VersionChecks checks,
      Optional<Upload> upload,
      BinaryRemovals removals,
      AuditRecord audit) {}

  enum Added {
    Written,
    /// The version is registered already.
    VersionExists,
    /// The plugin was changed since it was read.
    PluginChanged,
    /// The upload is removed or completed.
    UploadClosed,
    /// The bytes were removed since they were stored.
    BinaryRemoved
  }

  /// Removal of versions, unless the plugin is deployed or being deployed in any environment.
  ///
  /// @param plugin as it was read
  /// @param remaining the plugin afterwards; empty when its last versions are removed
  /// @param versions at most [#MAX_VERSIONS]
  /// @param erasure of what tenants have of the plugin; begins with the removal of the last
  ///   versions
  record Removal(
      RegisteredPlugin plugin,
      Optional<RegisteredPlugin> remaining,
      List<PluginVersion> versions,
      Optional<Erasure> erasure,
      AuditRecord audit) {
    /// As many as fit into one transaction, each with its checks, its lifecycle and its signature,
    /// beside its conditions.
    public static final int MAX_VERSIONS = 20;

    public Removal {
      versions = List.copyOf(versions);
    }
  }

  /// Removes one version, while deployments and routing are as they were read.
  ///
  /// @return never [Removed#InUse]: that was looked for before
  Removed remove(VersionRemoval removal);

  /// @param remaining the plugin afterwards
  /// @param routed in each environment, as read before it was looked for what names the version
  /// @param task that nodes forget the version's deprecation: it may be registered anew
  record VersionRemoval(
      RegisteredPlugin remaining,
      PluginVersion version,
      Map<Environment, Routed> routed,
      Optional<DeprecationTask> task,
      AuditRecord audit) {
    public VersionRemoval {
      routed = Map.copyOf(routed);
    }
  }

  /// @param fence of the plugin's slot; 0 when it was never held
  /// @param generation of its routing document; 0 when there is none
  record Routed(long fence, long generation) {}

  enum Removed {
    Written,
    InUse,
    PluginChanged
  }
}
