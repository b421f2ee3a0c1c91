module.exports = { projects: ['<rootDir>/jest.node.config.cjs', '<rootDir>/jest.web.config.cjs'] };
