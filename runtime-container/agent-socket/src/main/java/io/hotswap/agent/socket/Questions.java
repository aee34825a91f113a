package io.hotswap.agent.socket;

import io.hotswap.agent.socket.Wire.Changed;
import io.hotswap.agent.socket.Wire.ChangedAfter;
import io.hotswap.agent.socket.Wire.Configurations;
import io.hotswap.agent.socket.Wire.Count;
import io.hotswap.agent.socket.Wire.Counts;
import io.hotswap.agent.socket.Wire.Digested;
import io.hotswap.agent.socket.Wire.Leases;
import io.hotswap.agent.socket.Wire.ManagedSecret;
import io.hotswap.agent.socket.Wire.ManagedValue;
import io.hotswap.agent.socket.Wire.Moments;
import io.hotswap.agent.socket.Wire.NamedConfigurations;
import io.hotswap.agent.socket.Wire.Nothing;
import io.hotswap.agent.socket.Wire.Pointer;
import io.hotswap.agent.socket.Wire.Pointers;
import io.hotswap.agent.socket.Wire.Release;
import io.hotswap.agent.socket.Wire.SecretName;
import io.hotswap.agent.socket.Wire.SecretUsed;
import io.hotswap.agent.socket.Wire.Settings;
import io.hotswap.agent.socket.Wire.SomePlugin;
import io.hotswap.agent.socket.Wire.TenantsSeen;
import io.hotswap.agent.socket.Wire.Text;
import io.hotswap.persistence.stored.report.StoredAcknowledgement;
import io.hotswap.persistence.stored.report.StoredAnomaly;
import io.hotswap.persistence.stored.report.StoredFailureReport;
import io.hotswap.persistence.stored.report.StoredHealthReport;
import io.hotswap.persistence.stored.report.StoredLease;
import io.hotswap.persistence.stored.report.StoredMinuteStats;
import io.hotswap.persistence.stored.report.StoredTenantSample;
import io.hotswap.persistence.stored.report.StoredUnloadReport;
import io.hotswap.persistence.stored.report.StoredUsageMinute;

/// All questions. None names an environment: the agent has one.
public final class Questions {
  public static final Question<Nothing, Count> CHANGE_COUNT =
      new Question<>("changeCount", Nothing.class, Count.class);
  public static final Question<Nothing, Pointers> POINTERS =
      new Question<>("pointers", Nothing.class, Pointers.class);
  public static final Question<Pointer, Text> ROUTING_DOCUMENT =
      new Question<>("routingDocument", Pointer.class, Text.class);
  public static final Question<Nothing, Moments> HEALTH_CHECK_REQUESTS =
      new Question<>("healthCheckRequests", Nothing.class, Moments.class);

  /// Other than that of a generation.
  public static final Question<Count, Text> TRUST =
      new Question<>("trust", Count.class, Text.class);

  public static final Question<Digested, Text> SIGNATURE =
      new Question<>("signature", Digested.class, Text.class);

  /// Answers the path of a file that the host may read.
  public static final Question<Digested, Text> BINARY =
      new Question<>("binary", Digested.class, Text.class);

  /// The same for a library that an archive pins and does not hold.
  public static final Question<Digested, Text> LIBRARY =
      new Question<>("library", Digested.class, Text.class);

  public static final Question<Nothing, Counts> TENANT_CHANGE_COUNTS =
      new Question<>("tenantChangeCounts", Nothing.class, Counts.class);
  public static final Question<Nothing, Text> TENANT_DEFAULTS =
      new Question<>("tenantDefaults", Nothing.class, Text.class);
  public static final Question<ChangedAfter, Changed> TENANT_CHANGES =
      new Question<>("tenantChanges", ChangedAfter.class, Changed.class);
  public static final Question<SomePlugin, Settings> TENANT_SETTINGS =
      new Question<>("tenantSettings", SomePlugin.class, Settings.class);
  public static final Question<NamedConfigurations, Configurations> CONFIGURATIONS =
      new Question<>("configurations", NamedConfigurations.class, Configurations.class);
  public static final Question<Release, Text> DEFAULT_CONFIGURATION =
      new Question<>("defaultConfiguration", Release.class, Text.class);
  public static final Question<SecretName, Text> STORED_SECRET =
      new Question<>("storedSecret", SecretName.class, Text.class);
  public static final Question<ManagedSecret, ManagedValue> MANAGED_SECRET =
      new Question<>("managedSecret", ManagedSecret.class, ManagedValue.class);

  public static final Question<StoredLease, Nothing> HEARTBEAT =
      new Question<>("heartbeat", StoredLease.class, Nothing.class);
  public static final Question<StoredLease, Nothing> LEAVE =
      new Question<>("leave", StoredLease.class, Nothing.class);
  public static final Question<StoredAcknowledgement, Nothing> ACKNOWLEDGE =
      new Question<>("acknowledge", StoredAcknowledgement.class, Nothing.class);
  public static final Question<Nothing, Leases> LEASES =
      new Question<>("leases", Nothing.class, Leases.class);

  public static final Question<StoredMinuteStats, Nothing> CALL_STATS =
      new Question<>("callStats", StoredMinuteStats.class, Nothing.class);
  public static final Question<StoredUsageMinute, Nothing> USAGE =
      new Question<>("usage", StoredUsageMinute.class, Nothing.class);
  public static final Question<TenantsSeen, Nothing> TENANTS =
      new Question<>("tenants", TenantsSeen.class, Nothing.class);
  public static final Question<SecretUsed, Nothing> SECRET_USE =
      new Question<>("secretUse", SecretUsed.class, Nothing.class);
  public static final Question<StoredTenantSample, Nothing> TENANT_SAMPLE =
      new Question<>("tenantSample", StoredTenantSample.class, Nothing.class);
  public static final Question<StoredHealthReport, Nothing> HEALTH =
      new Question<>("health", StoredHealthReport.class, Nothing.class);
  public static final Question<StoredUnloadReport, Nothing> UNLOAD =
      new Question<>("unload", StoredUnloadReport.class, Nothing.class);
  public static final Question<StoredFailureReport, Nothing> FAILURES =
      new Question<>("failures", StoredFailureReport.class, Nothing.class);
  public static final Question<StoredAnomaly, Nothing> ANOMALY =
      new Question<>("anomaly", StoredAnomaly.class, Nothing.class);

  private Questions() {}
}
