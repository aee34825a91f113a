package io.hotswap.domain.plugin;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.UploadedBytes.Arrival;
import io.hotswap.domain.plugin.UploadedBytes.UploadAddress;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Uploads of binaries that are too large for a request. A complete one is passed to registration.
public final class UploadingPlugins {
  private final Uploads uploads;
  private final UploadedBytes bytes;
  private final Plugins plugins;
  private final InstantSource clock;
  private final Duration validity;

  public UploadingPlugins(
      Uploads uploads,
      UploadedBytes bytes,
      Plugins plugins,
      InstantSource clock,
      Duration validity) {
    this.uploads = uploads;
    this.bytes = bytes;
    this.plugins = plugins;
    this.clock = clock;
    this.validity = validity;
  }

  /// @param addresses for one PUT each: one for a single piece, or one for each part, in order
  public record Ticket(Upload upload, List<UploadAddress> addresses) {}

  /// @param id derived from the caller's Idempotency-Key: a repeated request finds its upload
  public Result<Ticket> begin(
      UUID id, Caller caller, UploadDeclaration uploadDeclaration, long size) {
    if (size > Upload.LARGEST) {
      return Result.refused(tooLarge(size));
    }
    var upload =
        uploads.find(id).orElseGet(() -> uploads.add(planned(id, caller, uploadDeclaration, size)));
    var left = Duration.between(clock.instant(), upload.validUntil());
    return left.isPositive()
        ? Result.done(new Ticket(upload, bytes.addresses(upload, left)))
        : Result.refused(expired(upload));
  }

  private Upload planned(UUID id, Caller caller, UploadDeclaration uploadDeclaration, long size) {
    var upload =
        new Upload(
            id,
            uploadDeclaration,
            size,
            Optional.empty(),
            clock.instant().plus(validity),
            Optional.empty(),
            Optional.of(caller.subject()));
    return upload.inParts() ? upload.to(Optional.of(bytes.beginParts(upload))) : upload;
  }

  /// Idempotent: completing again returns the same version.
  ///
  /// @param register fetches the whole binary and registers it
  public Result<PluginVersion> complete(
      UUID id, Caller caller, Function<Upload, Result<PluginVersion>> register) {
    var upload = uploads.find(id);
    if (upload.isEmpty()) {
      return Result.refused(ErrorCode.UPLOAD_NOT_FOUND, "There is no upload " + id + ".");
    }
    if (!upload.get().isOf(caller)) {
      return Result.refused(
          ErrorCode.NOT_ALLOWED,
          "Upload " + id + " was begun by somebody else: they complete it, or an Admin does.");
    }
    return upload
        .get()
        .completed()
        .map(version -> completed(upload.get(), version))
        .orElseGet(() -> open(upload.get(), register));
  }

  private Result<PluginVersion> completed(Upload upload, SemanticVersion version) {
    return plugins
        .find(upload.announcement().pluginId(), version)
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.VERSION_NOT_FOUND,
                    "The upload became version " + version + ", which was deleted since."));
  }

  private Result<PluginVersion> open(
      Upload upload, Function<Upload, Result<PluginVersion>> register) {
    if (upload.expired(clock.instant())) {
      discard(upload);
      return Result.refused(expired(upload));
    }
    return switch (bytes.arrived(upload)) {
      case Arrival.TooLarge() -> {
        discard(upload);
        yield Result.refused(largerThanAnnounced(upload));
      }
      case Arrival.Partly partly -> completedMeanwhile(upload, incomplete(upload, partly));
      case Arrival.Whole(long size) when size > upload.size() -> {
        discard(upload);
        yield Result.refused(largerThanAnnounced(upload));
      }
      case Arrival.Whole whole -> registerArrived(upload, register);
    };
  }

  private Result<PluginVersion> registerArrived(
      Upload upload, Function<Upload, Result<PluginVersion>> register) {
    try {
      return registered(upload, register.apply(upload));
    } catch (NoSuchElementException gone) {
      var nothing = new Arrival.Partly(List.of(1), Optional.empty());
      return completedMeanwhile(upload, incomplete(upload, nothing));
    }
  }

  /// Of two concurrent completions, one may find the bytes already removed by the other.
  private Result<PluginVersion> completedMeanwhile(Upload upload, Refusal otherwise) {
    return uploads
        .find(upload.id())
        .flatMap(Upload::completed)
        .map(version -> completed(upload, version))
        .orElseGet(() -> Result.refused(otherwise));
  }

  private Result<PluginVersion> registered(Upload upload, Result<PluginVersion> result) {
    switch (result) {
      case Result.Done<PluginVersion>(var version) -> {
        uploads.complete(upload.completedAs(version.version()));
        bytes.discard(upload);
      }
      case Result.Refused<PluginVersion> refused -> discard(upload);
    }
    return result;
  }

  // Bytes first: while the record exists, completing again finishes an interrupted clean-up.
  private void discard(Upload upload) {
    bytes.discard(upload);
    uploads.remove(upload);
  }

  public static Refusal tooLarge(long size) {
    return Refusal.of(
        ErrorCode.TOO_LARGE,
        "A binary of " + size + " bytes is larger than a plugin may be.",
        "/size",
        "at most " + Upload.LARGEST + " bytes (100 MB)",
        "Leave out what the plugin does not need.");
  }

  private static Refusal largerThanAnnounced(Upload upload) {
    return Refusal.of(
        ErrorCode.TOO_LARGE,
        "More arrived than the "
            + upload.size()
            + " bytes that were announced; the upload is removed.",
        "/size",
        "the size of the whole binary",
        "Register again and announce the binary's size.");
  }

  private static Refusal expired(Upload upload) {
    return Refusal.of(
        ErrorCode.UPLOAD_EXPIRED,
        "The upload expired at " + upload.validUntil() + "; register again.");
  }

  private static Refusal incomplete(Upload upload, Arrival.Partly partly) {
    var what =
        upload.inParts()
            ? "Parts " + partly.missing() + " of " + upload.parts() + " are missing or not whole."
            : partly.arrived().orElse(0L) + " of " + upload.size() + " bytes arrived.";
    return Refusal.of(
        ErrorCode.UPLOAD_INCOMPLETE,
        what + " PUT what is missing before " + upload.validUntil() + ", then complete again.");
  }
}
