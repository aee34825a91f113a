package io.hotswap.persistence.stored.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hotswap.domain.notification.Message;
import java.util.List;

/// Whom a message is for; `audience` is the discriminator.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "audience")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoredAudience.TeamLeads.class, name = "TeamLeads"),
  @JsonSubTypes.Type(value = StoredAudience.PlatformAdmins.class, name = "PlatformAdmins"),
  @JsonSubTypes.Type(value = StoredAudience.Operators.class, name = "Operators"),
  @JsonSubTypes.Type(value = StoredAudience.Requester.class, name = "Requester"),
  @JsonSubTypes.Type(value = StoredAudience.TenantContacts.class, name = "TenantContacts")
})
sealed interface StoredAudience {
  Message.Audience toDomain();

  static StoredAudience of(Message.Audience value) {
    return switch (value) {
      case Message.Audience.TeamLeads it -> TeamLeads.of(it);
      case Message.Audience.PlatformAdmins it -> PlatformAdmins.of(it);
      case Message.Audience.Operators it -> Operators.of(it);
      case Message.Audience.Requester it -> Requester.of(it);
      case Message.Audience.TenantContacts it -> TenantContacts.of(it);
    };
  }

  record TeamLeads() implements StoredAudience {
    static TeamLeads of(Message.Audience.TeamLeads it) {
      return new TeamLeads();
    }

    @Override
    public Message.Audience.TeamLeads toDomain() {
      return new Message.Audience.TeamLeads();
    }
  }

  record PlatformAdmins() implements StoredAudience {
    static PlatformAdmins of(Message.Audience.PlatformAdmins it) {
      return new PlatformAdmins();
    }

    @Override
    public Message.Audience.PlatformAdmins toDomain() {
      return new Message.Audience.PlatformAdmins();
    }
  }

  record Operators() implements StoredAudience {
    static Operators of(Message.Audience.Operators it) {
      return new Operators();
    }

    @Override
    public Message.Audience.Operators toDomain() {
      return new Message.Audience.Operators();
    }
  }

  record Requester(String name, String email) implements StoredAudience {
    static Requester of(Message.Audience.Requester it) {
      return new Requester(it.name(), it.email());
    }

    @Override
    public Message.Audience.Requester toDomain() {
      return new Message.Audience.Requester(name, email);
    }
  }

  record TenantContacts(String tenant, List<String> emails) implements StoredAudience {
    static TenantContacts of(Message.Audience.TenantContacts it) {
      return new TenantContacts(it.tenant(), it.emails());
    }

    @Override
    public Message.Audience.TenantContacts toDomain() {
      return new Message.Audience.TenantContacts(tenant, emails);
    }
  }
}
