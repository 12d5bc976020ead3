/** Addresses of the pages, for routes and links alike. Nothing stands in them but ids and codes. */
export const paths = {
  inbox: () => '/desk',
  cases: () => '/desk/cases',
  launch: () => '/desk/launch',
  stalled: () => '/desk/stalled',
  case: (caseId: string) => `/desk/cases/${caseId}`,
  step: (caseId: string, step: string) => `/desk/cases/${caseId}/steps/${step}`,
  propose: (caseId: string, step: string) => `/desk/cases/${caseId}/steps/${step}/hand-off`,
  letter: (letterId: string) => `/desk/letters/${letterId}`,
  promise: (commitmentId: string) => `/desk/promises/${commitmentId}`,
  compact: (compactId: string) => `/desk/compacts/${compactId}`,
  victims: (caseId: string) => `/desk/cases/${caseId}/victims`,
  victim: (victimId: string) => `/desk/victims/${victimId}`,
  accessLog: (victimId: string) => `/desk/victims/${victimId}/access-log`,
  evening: () => '/desk/evening',
  handOff: (handOffId: string) => `/desk/hand-offs/${handOffId}`,
} as const;
