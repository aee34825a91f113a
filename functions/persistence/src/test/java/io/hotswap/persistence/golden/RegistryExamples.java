package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;
import static io.hotswap.persistence.golden.DeploymentExamples.TRACE;
import static io.hotswap.persistence.golden.DeploymentExamples.id;
import static io.hotswap.persistence.golden.DeploymentExamples.uuid;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.NamedCheck;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.idempotency.RequestKey;
import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.library.LibraryCoordinates;
import io.hotswap.domain.library.LibraryRepository;
import io.hotswap.domain.library.RepositoryList;
import io.hotswap.domain.library.StoredLibrary;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.Withdrawal;
import io.hotswap.domain.notification.DeliveryState;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadDeclaration;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustAnchor;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.domain.trust.VersionSignature;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One of everything that people and clients bring about, beside deployments.
final class RegistryExamples {
  static final PluginVersion VERSION =
      new PluginVersion(
          PLUGIN,
          "golden",
          new SemanticVersion("1.1.0"),
          "Processor",
          "Turns things to gold",
          Digest.over("1.1.0"),
          2_000,
          PackageFormat.Zip,
          "{\"operations\":[{\"name\":\"charge\"}],\"permissions\":{\"network\":[\"a.b:1\"]}}",
          AT,
          "Ada",
          TRACE,
          Optional.of(
              new VersionSignature(
                  "MIIB",
                  "SHA-256",
                  "00ff",
                  "acme",
                  "CN=Acme Release",
                  "0f0f",
                  AT,
                  Optional.of(AT.minusSeconds(60)))));

  private static final TrustAnchor ANCHOR =
      new TrustAnchor("0a0a", "CN=Acme", "MIIC", AT.plusSeconds(9), AT, Optional.of(AT));

  static final TrustDocument TRUST =
      new TrustDocument(
          1,
          List.of(new TrustedPublisher("acme", List.of("golden", "acme-*"), true, List.of(ANCHOR))),
          List.of(ANCHOR),
          List.of(new Revocation("0b0b", AT, "stolen", AT)),
          Map.of(Environment.QA, SignaturePolicy.Required),
          List.of(
              new BlockedBinary(Digest.over("blocked"), "golden", "0.8.0", "Found Eicar.", AT)));

  static final VersionChecks BEGUN =
      VersionChecks.begun(VERSION.pluginId(), VERSION.version(), VERSION.digest(), AT);

  /// One that has ended beside one that cannot yet.
  static final VersionChecks CHECKS =
      new VersionChecks(
          PLUGIN,
          VERSION.version(),
          VERSION.digest(),
          List.of(
              new NamedCheck(
                  CheckName.Malware,
                  CheckState.Failed,
                  List.of(
                      new VersionFinding(
                          "malware", "lib/a.jar!/eicar.com", "Found Eicar.", "Remove it.")),
                  Optional.of(new CheckEngine("ClamAV 1.4.3", Optional.of(AT))),
                  Optional.empty(),
                  Optional.of(AT.plusSeconds(9))),
              new NamedCheck(
                  CheckName.Malware,
                  CheckState.Pending,
                  List.of(),
                  Optional.empty(),
                  Optional.of("The scanner does not answer."),
                  Optional.empty())),
          2,
          AT.plusSeconds(5),
          2,
          Optional.of(new VersionChecks.Rescan(AT.plusSeconds(5), Optional.of("No answer yet."))));

  static final BundledLibrary LIBRARY =
      new BundledLibrary(
          Optional.of("org.apache.commons"),
          "commons-text",
          Optional.of("1.9"),
          "lib/commons-text-1.9.jar",
          Optional.of(Digest.over("commons-text")));

  static final RepositoryList REPOSITORIES =
      new RepositoryList(
          List.of(
              new LibraryRepository(
                  "house", URI.create("https://maven.example.com/releases"), true)),
          1);

  static final StoredLibrary PINNED =
      new StoredLibrary(
          Digest.over("commonmark"),
          LibraryCoordinates.parse("org.commonmark:commonmark:0.24.0"),
          218_324,
          "house",
          new CheckEngine("ClamAV 1.4.3/27500", Optional.of(AT)),
          AT);

  /// Not registered; its bytes are being removed.
  static final PluginVersion REMOVED =
      new PluginVersion(
          PLUGIN,
          "golden",
          new SemanticVersion("0.9.0"),
          "Processor",
          "",
          Digest.over("0.9.0"),
          1,
          PackageFormat.Jar,
          "{}",
          AT,
          "Ada",
          "");

  static final RegisteredPlugin REGISTERED =
      new RegisteredPlugin(
          PLUGIN,
          "golden",
          "Processor",
          "Turns things to gold",
          new SemanticVersion("1.1.0"),
          1,
          AT,
          AT.plusSeconds(1),
          1);
  static final VersionLifecycle LIFECYCLE =
      new VersionLifecycle(
          PLUGIN,
          new SemanticVersion("1.1.0"),
          new Lifecycle(
              Optional.of(
                  new Deprecation(
                      "It rounds down.",
                      Optional.of(new SemanticVersion("2.0.0")),
                      Optional.of(AT.plusSeconds(86_400)),
                      AT,
                      Optional.of(EndOfLifeAction.Migrate),
                      Optional.empty())),
              Optional.of(new Withdrawal("It leaks.", AT.plusSeconds(1)))),
          1);
  static final DeprecationTask TASK = DeprecationTask.of(LIFECYCLE, AT).at("acme");
  static final Upload OPEN =
      new Upload(
          uuid(40),
          new UploadDeclaration("golden", Optional.empty(), Optional.empty()),
          100,
          Optional.empty(),
          AT,
          Optional.empty(),
          Optional.empty());
  static final Upload COMPLETED =
      new Upload(
          uuid(41),
          new UploadDeclaration("golden", Optional.of("1.1.0"), Optional.of(Digest.over("1.1.0"))),
          40_000_000,
          Optional.of("parts"),
          AT,
          Optional.of(new SemanticVersion("1.1.0")),
          Optional.of("subject-ada"));
  static final RequestKey KEY = new RequestKey("subject-ada", "createDeployment", "key-1");
  static final StoredAnswer ANSWER =
      new StoredAnswer(202, Map.of("Content-Type", "application/json"), "{\"a\":1}");

  private RegistryExamples() {}

  static AuditRecord audit(int number) {
    return new AuditRecord(
        uuid(100 + number),
        new AuditSubject(
            "Golden#" + number,
            Optional.of("acme"),
            Optional.of(DeploymentExamples.PLUGIN),
            Optional.of(DeploymentExamples.id(1))),
        AT,
        "example",
        new Origin(
            "subject-ada", "", Set.of(Role.Admin, Role.Developer, Role.Viewer), "request-1", TRACE),
        Map.of("phase", "Begun"),
        Map.of("phase", "Staging", "generation", "3"));
  }

  static List<Approval> approvals() {
    return List.of(pending(), decided());
  }

  private static Approval pending() {
    return new Approval(
        uuid(20),
        id(2),
        Environment.Production,
        "golden",
        "1.1.0",
        "0123abcd",
        "subject-ada",
        "Ada",
        List.of(Approver.TeamLead),
        List.of(),
        ApprovalStatus.Pending,
        AT,
        AT.plus(Duration.ofHours(48)),
        Optional.empty(),
        1);
  }

  private static Approval decided() {
    var approving =
        new Approval.Decision(
            "subject-bob",
            "Bob",
            Optional.of("bob@example.com"),
            Approver.TeamLead,
            true,
            Optional.of("fine"),
            AT,
            Optional.of("has left the group"));
    var rejecting =
        new Approval.Decision(
            "subject-eve",
            "Eve",
            Optional.empty(),
            Approver.PlatformAdmin,
            false,
            Optional.empty(),
            AT.plusSeconds(1),
            Optional.empty());
    return new Approval(
        uuid(21),
        id(3),
        Environment.QA,
        "golden",
        "1.1.0",
        "0123abcd",
        "subject-ada",
        "Ada",
        List.of(Approver.TeamLead, Approver.PlatformAdmin),
        List.of(approving, rejecting),
        ApprovalStatus.Rejected,
        AT,
        AT.plus(Duration.ofHours(48)),
        Optional.of("a task's token"),
        1);
  }

  /// A message to each audience, and one closed.
  static List<Dispatch> dispatches() {
    var states =
        Map.<String, DeliveryState>of(
            "email", new DeliveryState.Delivered(AT),
            "slack", new DeliveryState.Retrying(2, AT.plusSeconds(4), "429"),
            "pigeon", new DeliveryState.GivenUp(AT, 9, "shot"));
    return List.of(
        new Dispatch(
            message(50, new Audience.Requester("Ada", "ada@example.com")),
            states,
            AT.plusSeconds(4),
            Optional.of(AT.plusSeconds(8)),
            2),
        Dispatch.of(message(51, new Audience.TeamLeads())),
        Dispatch.of(message(52, new Audience.PlatformAdmins())),
        Dispatch.of(message(53, new Audience.Operators())),
        Dispatch.of(message(54, new Audience.TenantContacts("acme", List.of("ada@example.com")))));
  }

  private static Message message(int number, Audience to) {
    return new Message(
        uuid(number),
        Message.Kind.ApprovalRequested,
        to,
        "golden 1.1.0 waits",
        "It needs a team lead.",
        id(2).toString(),
        AT);
  }
}
