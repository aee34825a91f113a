package io.hotswap.registration;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.operations.BeginningChecks;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.lifecycle.operations.DeletingVersions;
import io.hotswap.domain.lifecycle.operations.EndingVersions;
import io.hotswap.domain.lifecycle.operations.VersionHolders;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.plugin.Archives;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.DeletingPlugins;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteringPlugins;
import io.hotswap.domain.plugin.RemovingBinaries;
import io.hotswap.domain.plugin.SigningVersions;
import io.hotswap.domain.plugin.UploadedBytes;
import io.hotswap.domain.plugin.UploadingPlugins;
import io.hotswap.domain.plugin.Uploads;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.domain.trust.ManagingTrust;
import io.hotswap.domain.trust.SignatureGate;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoDeployments;
import io.hotswap.persistence.dynamo.DynamoReleases;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import io.hotswap.persistence.dynamo.registry.DynamoCheckedVersions;
import io.hotswap.persistence.dynamo.registry.DynamoKnownVersions;
import io.hotswap.persistence.dynamo.registry.DynamoLibraryInventories;
import io.hotswap.persistence.dynamo.registry.DynamoPlugins;
import io.hotswap.persistence.dynamo.registry.DynamoTrustDocuments;
import io.hotswap.persistence.dynamo.registry.DynamoUploads;
import io.hotswap.persistence.dynamo.registry.DynamoVersionLifecycles;
import io.hotswap.persistence.dynamo.tenant.DynamoPins;
import io.hotswap.persistence.s3.S3Binaries;
import io.hotswap.persistence.s3.S3UploadedBytes;
import io.hotswap.signing.CmsArchiveSignatures;
import io.hotswap.signing.X509TrustCertificates;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Beans of the registration function.
@Factory
final class RegistrationBeans {
  private static final long PAUSE_NANOS = 100_000_000;

  @Bean(preDestroy = "close")
  @Singleton
  S3Presigner presigner() {
    return Aws.presigner();
  }

  @Singleton
  DynamoUploads uploads(DynamoDbClient dynamo, Tables tables) {
    return new DynamoUploads(dynamo, tables);
  }

  @Singleton
  Plugins plugins(DynamoDbClient dynamo, Tables tables, DynamoUploads uploads) {
    return new DynamoPlugins(dynamo, tables, uploads);
  }

  @Singleton
  CheckedVersions checked(DynamoDbClient dynamo, Tables tables) {
    return new DynamoCheckedVersions(dynamo, tables);
  }

  @Singleton
  LibraryInventories inventories(DynamoDbClient dynamo, Tables tables) {
    return new DynamoLibraryInventories(dynamo, tables);
  }

  @Singleton
  VersionLifecycles lifecycles(DynamoDbClient dynamo, Tables tables) {
    return new DynamoVersionLifecycles(dynamo, tables);
  }

  @Singleton
  EndingVersions ending(Plugins plugins, VersionLifecycles lifecycles, Clock clock) {
    return new EndingVersions(plugins, lifecycles, clock);
  }

  @Singleton
  UnloadReports unloads(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    return new DynamoUnloadReports(dynamo, tables, refused);
  }

  @Singleton
  Binaries binaries(S3Client s3, Tables tables) {
    return new S3Binaries(s3, tables);
  }

  @Singleton
  Archives archives() {
    return new ArchiveValidator();
  }

  @Singleton
  UploadedBytes uploadedBytes(S3Client s3, S3Presigner presigner, Tables tables) {
    return new S3UploadedBytes(s3, presigner, tables);
  }

  @Singleton
  UploadingPlugins uploading(
      Uploads uploads,
      UploadedBytes bytes,
      Plugins plugins,
      Clock clock,
      FunctionVariables variables) {
    var config = UploadConfig.from(variables.environment());
    return new UploadingPlugins(uploads, bytes, plugins, clock, config.validity());
  }

  @Singleton
  DeletingPlugins deleting(
      Plugins plugins, Binaries binaries, DynamoDbClient dynamo, Tables tables, Clock clock) {
    return new DeletingPlugins(
        plugins,
        binaries,
        new DynamoPins(dynamo, tables),
        new DynamoKnownVersions(dynamo, tables),
        clock);
  }

  @Singleton
  TrustDocuments trust(DynamoDbClient dynamo, S3Client s3, Tables tables) {
    return new DynamoTrustDocuments(dynamo, s3, tables);
  }

  @Singleton
  SignatureGate signatureGate(TrustDocuments trust) {
    return new SignatureGate(trust, new CmsArchiveSignatures());
  }

  @Singleton
  SigningVersions signing(Plugins plugins, Binaries binaries, SignatureGate gate, Clock clock) {
    return new SigningVersions(plugins, binaries, gate, clock);
  }

  @Singleton
  ManagingTrust managingTrust(TrustDocuments trust, Clock clock) {
    return new ManagingTrust(trust, new X509TrustCertificates(), clock);
  }

  @Singleton
  VersionHolders versionHolders(
      VersionLifecycles lifecycles, DynamoDbClient dynamo, S3Client s3, Tables tables) {
    var routing = new DynamoRouting(dynamo, s3, tables);
    return new VersionHolders(
        new DynamoDeployments(dynamo, tables, routing),
        routing,
        new DynamoPins(dynamo, tables),
        lifecycles,
        new DynamoKnownVersions(dynamo, tables),
        new DynamoReleases(dynamo, tables));
  }

  @Singleton
  DeletingVersions deletingVersions(
      Plugins plugins,
      Binaries binaries,
      VersionLifecycles lifecycles,
      VersionHolders holders,
      DynamoDbClient dynamo,
      S3Client s3,
      Tables tables,
      Clock clock) {
    var routing = new DynamoRouting(dynamo, s3, tables);
    return new DeletingVersions(
        plugins,
        new DynamoDeployments(dynamo, tables, routing),
        routing,
        lifecycles,
        holders,
        new RemovingBinaries(plugins, binaries, clock),
        clock);
  }

  @Singleton
  BinaryIngestion binaryIngestion(
      Plugins plugins,
      Binaries binaries,
      VersionHolders holders,
      UploadedBytes bytes,
      BeginningChecks beginning,
      SignatureGate gate,
      FunctionVariables variables,
      Clock clock,
      Telemetry telemetry) {
    var registering =
        new RegisteringPlugins(
            plugins,
            binaries,
            new ArchiveValidator(),
            gate,
            VersionLimitConfig.from(variables.environment()).limit(),
            holders::removable,
            clock,
            () -> LockSupport.parkNanos(PAUSE_NANOS));
    return new BinaryIngestion(registering, bytes, beginning, telemetry);
  }
}
