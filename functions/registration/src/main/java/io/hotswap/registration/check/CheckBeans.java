package io.hotswap.registration.check;

import io.hotswap.api.FunctionVariables;
import io.hotswap.api.compatibility.InclusionComparison;
import io.hotswap.api.compatibility.ManifestContracts;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.operations.BeginningChecks;
import io.hotswap.domain.check.operations.CheckExecutions;
import io.hotswap.domain.check.operations.InfectedBinaries;
import io.hotswap.domain.check.operations.LibraryScans;
import io.hotswap.domain.check.operations.MalwareScanner;
import io.hotswap.domain.check.operations.ReconcilingChecks;
import io.hotswap.domain.check.operations.ReportingScans;
import io.hotswap.domain.check.operations.RunningChecks;
import io.hotswap.domain.check.operations.ScanningAgain;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.compatibility.ComparingVersions;
import io.hotswap.domain.compatibility.CompatibilityCheck;
import io.hotswap.domain.dependency.world.DependencyCheck;
import io.hotswap.domain.library.LibraryFiles;
import io.hotswap.domain.library.LibraryRepositories;
import io.hotswap.domain.library.ObtainingLibraries;
import io.hotswap.domain.library.StoredLibraries;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.trust.BlockingBinaries;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.s3.GuardDutyScanner;
import io.hotswap.persistence.s3.S3LibraryFiles;
import io.hotswap.persistence.workflow.CheckMachineConfig;
import io.hotswap.persistence.workflow.SfnCheckExecutions;
import io.hotswap.registration.library.MavenLibrarySources;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Beans of the checks. A check more is a bean more: every [VersionCheck] is run.
@Factory
final class CheckBeans {
  @Singleton
  CheckExecutions executions(SfnClient sfn, FunctionVariables variables) {
    return new SfnCheckExecutions(sfn, CheckMachineConfig.from(variables.environment()));
  }

  @Singleton
  BeginningChecks beginning(
      Plugins plugins, CheckedVersions checked, CheckExecutions executions, Clock clock) {
    return new BeginningChecks(plugins, checked, executions, clock);
  }

  @Singleton
  ReconcilingChecks reconciling(CheckedVersions checked, CheckExecutions executions, Clock clock) {
    return new ReconcilingChecks(checked, executions, clock);
  }

  @Singleton
  MalwareScanner scanner(FunctionVariables variables, S3Client s3, Tables tables) {
    return scanner(variables, () -> new GuardDutyScanner(s3, tables));
  }

  private static MalwareScanner scanner(
      FunctionVariables variables, Supplier<MalwareScanner> guardDuty) {
    if (ScannerConfig.from(variables.environment()).guardDuty()) {
      return guardDuty.get();
    }
    return ClamdConfig.from(variables.environment())
        .<MalwareScanner>map(ClamdScanner::new)
        .orElseGet(EicarScanner::new);
  }

  @Singleton
  InfectedBinaries infected(TrustDocuments trust, Stores stores, Clock clock) {
    return new InfectedBinaries(new BlockingBinaries(trust, clock), stores.outbox(), clock);
  }

  @Singleton
  ReportingScans reportingScans(
      CheckedVersions checked, CheckExecutions executions, InfectedBinaries infected, Clock clock) {
    return new ReportingScans(checked, executions, infected, clock);
  }

  @Singleton
  RunningChecks running(
      CheckedVersions checked,
      Plugins plugins,
      Binaries binaries,
      MalwareScanner scanner,
      LibraryScans libraryScans,
      TrustDocuments trust,
      Stores stores,
      List<VersionCheck> checks,
      Clock clock) {
    var infected = new InfectedBinaries(new BlockingBinaries(trust, clock), stores.outbox(), clock);
    return new RunningChecks(
        checked, plugins, binaries, scanner, libraryScans, infected, checks, clock);
  }

  @Singleton
  ScanningAgain scanningAgain(CheckedVersions checked, CheckExecutions executions, Clock clock) {
    return new ScanningAgain(checked, executions, clock);
  }

  @Singleton
  VersionCheck compatibility(Plugins plugins, FunctionVariables variables) {
    var config = CompatibilityConfig.from(variables.environment());
    var comparing =
        new ComparingVersions(plugins, new ManifestContracts(), new InclusionComparison());
    return new CompatibilityCheck(comparing, config.breakingChanges());
  }

  /// Not a bean of its own: there is one scanner of archives.
  private static MalwareScanner libraryScanner(
      FunctionVariables variables, S3Client s3, Tables tables) {
    return scanner(variables, () -> GuardDutyScanner.ofLibraries(s3, tables));
  }

  @Singleton
  LibraryFiles libraryFiles(S3Client s3, Tables tables) {
    return new S3LibraryFiles(s3, tables);
  }

  @Singleton
  LibraryScans libraryScans(
      StoredLibraries stored,
      LibraryFiles files,
      FunctionVariables variables,
      S3Client s3,
      Tables tables) {
    return new PinnedLibraryScans(stored, files, libraryScanner(variables, s3, tables));
  }

  @Singleton
  VersionCheck libraries(
      LibraryRepositories repositories,
      LibraryFiles files,
      StoredLibraries stored,
      FunctionVariables variables,
      S3Client s3,
      Tables tables,
      Clock clock) {
    return new LibrariesCheck(
        new ObtainingLibraries(
            repositories,
            new MavenLibrarySources(clock),
            files,
            stored,
            libraryScanner(variables, s3, tables),
            LibrariesCheck::objection,
            clock));
  }

  @Singleton
  VersionCheck dependencies(Stores stores) {
    return new DependencyCheck(stores.knownVersions());
  }
}
