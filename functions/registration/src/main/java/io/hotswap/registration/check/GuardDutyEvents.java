package io.hotswap.registration.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.operations.ReportingScans;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.plugin.Archives;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.refusal.Result;
import io.hotswap.persistence.s3.GuardDutyScanner;
import io.hotswap.telemetry.Traceparent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [What GuardDuty
/// reports](https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html)
/// of scanned objects, at least once. The version is found by the manifest in the bytes.
@Singleton
final class GuardDutyEvents {
  static final String SCANNED = "GuardDuty Malware Protection Object Scan Result";
  static final String NOT_TAGGED = "GuardDuty Malware Protection Post Scan Action Failed";

  private static final Logger LOG = LoggerFactory.getLogger(GuardDutyEvents.class);
  private static final Pattern BINARY = Pattern.compile("binaries/([0-9a-f]{64})");
  private static final int MOST_THREATS = 50;

  private final ReportingScans reporting;
  private final Plugins plugins;
  private final Binaries binaries;
  private final Archives archives;

  GuardDutyEvents(ReportingScans reporting, Plugins plugins, Binaries binaries, Archives archives) {
    this.reporting = reporting;
    this.plugins = plugins;
    this.binaries = binaries;
    this.archives = archives;
  }

  /// @throws IllegalStateException when GuardDuty could not tag an object, for the alarm on errors
  void handle(String type, JsonNode detail, String requestId) {
    var key = detail.at("/s3ObjectDetails/objectKey").asText();
    var binary = BINARY.matcher(key);
    if (!binary.matches()) {
      LOG.info("{} of {}, which is no binary", type, key);
      return;
    }
    if (type.equals(NOT_TAGGED)) {
      throw new IllegalStateException(
          "GuardDuty could not tag %s: %s. Mend its role; then have the version scanned again."
              .formatted(key, detail.path("postScanActions")));
    }
    scanned(new Digest(binary.group(1)), detail, requestId);
  }

  private void scanned(Digest digest, JsonNode detail, String requestId) {
    var status = detail.at("/scanResultDetails/scanResultStatus").asText();
    var origin = Origin.system("guardduty", requestId, Traceparent.current());
    LOG.info("GuardDuty has scanned {}: {}", digest, status);
    switch (status) {
      case "THREATS_FOUND" ->
          version(digest).ifPresent(it -> reporting.infected(it, infected(detail), origin));
      case "NO_THREATS_FOUND" ->
          version(digest)
              .ifPresent(
                  it ->
                      reporting.clean(it, new ScanVerdict.Clean(GuardDutyScanner.ENGINE), origin));
      // The tag says so too, and the checks read it.
      default -> {}
    }
  }

  private static ScanVerdict.Infected infected(JsonNode detail) {
    List<ScanVerdict.Threat> threats = new ArrayList<>();
    for (var it : detail.at("/scanResultDetails/threats")) {
      if (threats.size() < MOST_THREATS) {
        threats.add(new ScanVerdict.Threat(it.path("name").asText(), "#archive"));
      }
    }
    if (threats.isEmpty()) {
      threats.add(new ScanVerdict.Threat("a threat without a name", "#archive"));
    }
    return new ScanVerdict.Infected(GuardDutyScanner.ENGINE, threats);
  }

  /// Empty where no version with these bytes is registered: its checks will read the tag.
  private Optional<PluginVersion> version(Digest digest) {
    try {
      var scratch = Files.createTempFile("hotswap-scanned-", ".bin");
      try {
        return version(digest, scratch);
      } finally {
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<PluginVersion> version(Digest digest, Path scratch) {
    binaries.fetch(digest, scratch);
    return switch (archives.read(scratch)) {
      case Result.Done<Archives.Contents>(var contents) ->
          plugins
              .find(PluginId.of(contents.name()), contents.version())
              .filter(it -> it.digest().equals(digest));
      case Result.Refused<Archives.Contents>(var refusal) -> {
        LOG.warn("{} is no archive that could be registered: {}", digest, refusal.detail());
        yield Optional.empty();
      }
    };
  }
}
