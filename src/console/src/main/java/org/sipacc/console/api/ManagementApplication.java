package org.sipacc.console.api;

import java.util.Set;
import javax.ws.rs.ApplicationPath;
import javax.ws.rs.core.Application;

/**
 * What there is under {@code /api}. The exception mappers are named here and not annotated as
 * providers: TomEE would look for those in every web application of the EAR.
 */
@ApplicationPath("api")
public class ManagementApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SessionResource.class,
        UsersResource.class,
        TokensResource.class,
        AuditResource.class,
        CallsResource.class,
        RecordsResource.class,
        MissedCallsResource.class,
        ReportsResource.class,
        CarrierResource.class,
        RollupsResource.class,
        WorkResource.class,
        DayFilesResource.class,
        AlarmsResource.class,
        ErasuresResource.class,
        LiveCallsResource.class,
        ProfilesResource.class,
        PoliciesResource.class,
        TrialResource.class,
        PolicyComparisonResource.class,
        SubscriptionsResource.class,
        ReconciliationResource.class,
        StatusResource.class,
        BackendsResource.class,
        DeadLettersResource.class,
        LedgerResource.class,
        ParametersResource.class,
        OpenApiResource.class,
        RoleCheck.class,
        LoginRefusals.class,
        SearchRefusals.class,
        PolicyRefusals.class,
        Failures.class);
  }
}
