package org.sipacc.persistence.entity;

import java.time.Instant;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;

/** Somebody who may log in, or once might: a user is disabled and never deleted. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "sipacc_users")
public class UserRow {
  @Id
  @Column(name = "name")
  private String name;

  @Column(name = "role")
  private String role;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  private State state;

  @Column(name = "password")
  private String passwordHash;

  @Column(name = "created")
  private Instant created;

  @Column(name = "password_changed")
  private Instant passwordChanged;

  /** For JPA. */
  protected UserRow() {}

  /** A user whose password was made by somebody else, and is to be changed. */
  public UserRow(String name, String role, String passwordHash, Instant created) {
    this.name = name;
    this.role = role;
    this.state = State.CHANGE_PASSWORD;
    this.passwordHash = passwordHash;
    this.created = created;
    this.passwordChanged = created;
  }

  /** What a user may do before what the role allows. */
  public enum State {
    ACTIVE,
    CHANGE_PASSWORD,
    DISABLED
  }

  /**
   * Gives another password.
   *
   * @param next {@code ACTIVE} if the user chose it
   */
  public void password(String hash, State next, Instant at) {
    passwordHash = hash;
    state = next;
    passwordChanged = at;
  }

  /** Changes what the user may do. */
  public void role(String next) {
    role = next;
  }

  /** Lets the user log in no more. */
  public void disable() {
    state = State.DISABLED;
  }

  public String name() {
    return name;
  }

  public String role() {
    return role;
  }

  public State state() {
    return state;
  }

  public String passwordHash() {
    return passwordHash;
  }

  public Instant created() {
    return created;
  }

  public Instant passwordChanged() {
    return passwordChanged;
  }
}
